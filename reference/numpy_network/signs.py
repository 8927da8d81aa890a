"""What foreign work shows of the handout that it was done against: who divides by the rows.

In older handouts the gradient of the loss is not divided, and Dense takes the average. Both have to
show: one without the other is a mistake under either.
"""

import numpy as np

from autograder.checks import Sign, as_array
from reference.numpy_network.loss.checks import GRADIENT_NAME, loss_gradient

LOGITS = np.array([[1.0, -2.0, 0.5], [0.25, 3.0, -1.0], [0.0, 1.0, 2.0], [-1.0, 0.5, 0.75]])
ANSWERS = np.array([0, 2, 1, 1])
X = np.array([[1.0, 2.0], [-3.0, 1.0], [0.5, -1.0], [2.0, 4.0]])
UPSTREAM = np.array([[1.0, -1.0, 2.0], [0.5, 3.0, -2.0], [4.0, 1.0, 1.0], [-1.0, 2.0, 5.0]])


def signs(student):
    """`sum`, where the loss leaves the division to Dense and Dense does it."""
    if not loss_adds_up(student) or not dense_averages(student):
        return []
    return [
        Sign(
            "loss_gradient",
            "sum",
            "the gradient of your loss is not divided by the number of rows, so `Dense` takes the "
            "average, as in your handout.",
        )
    ]


def loss_adds_up(student):
    """Whether the gradient of the loss is that of the sum over the rows."""
    with student.scenario() as s:
        gradient = s.take(s.name(GRADIENT_NAME)(LOGITS, ANSWERS))
    return agree(gradient.value, loss_gradient(LOGITS, ANSWERS, "dense"))


def dense_averages(student):
    """Whether a step of Dense at rate 1 is the average of what each row asks for."""
    start = np.zeros((2, 3))
    with student.scenario() as s:
        layer = s.name("Dense")(2, 3, 1.0)
        layer.weights, layer.biases = start, np.zeros(3)
        given = s.array(X)
        layer.forward(given)
        layer.backward(given, UPSTREAM)
        weights = s.take(layer.weights)
    return agree(weights.value, -X.T @ UPSTREAM / len(X))


def agree(value, want):
    array = as_array(value)
    return array is not None and array.shape == want.shape and bool(np.allclose(array, want))
