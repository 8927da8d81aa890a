"""Hidden checks of `Relu`: the larger of x and 0, entry by entry."""

import numpy as np

from autograder.checks import as_array, check, expect, fail
from autograder.checks import questions as ask
from reference.pysmorch.chain import ChainLayer, pass_back


class Relu(ChainLayer):
    def draw(self, rng, sizes):
        X = rng.normal(size=(sizes.rows, sizes.features))
        # Both signs in every draw, and no entry near the kink at 0.
        X = np.where(X < 0, X - 0.1, X + 0.1)
        X.flat[0], X.flat[-1] = abs(X.flat[0]), -abs(X.flat[-1])
        return {"X": X}

    def make(self, s, below, values):
        return s.name("Relu")(below)

    def value(self, values):
        return np.maximum(values["X"], 0.0)

    def gradients(self, values, upstream):
        return {"X": upstream * (values["X"] > 0)}


RELU = Relu()


@check("at_zero", "At exactly 0 the gradient is between 0 and 1", 1, ["forward", "gradient_X"])
def at_zero(student, rng):
    """Any subgradient will do at the kink; NaN, or a value from outside [0, 1], will not."""
    X = np.array([[0.0, -0.0, 1.5], [-2.0, 0.0, -0.0]])
    with student.scenario() as s:
        unit = RELU.build(s, {"X": X})
        value = RELU.forward(s, unit)
        RELU.backward(s, unit, s.array(np.ones_like(X)))
        got = RELU.collect(s, unit)["X"]
    yield
    expect(value.value, np.maximum(X, 0.0), "for an input with zeros, what forward returns")
    gradient = as_array(got.value)
    if gradient is None or gradient.shape != X.shape:
        fail("For an input with zeros, the gradient has another shape than the input.")
    with np.errstate(invalid="ignore"):
        inside = (gradient >= 0) & (gradient <= 1)
    if not np.all(inside):
        fail("Where the input is exactly 0 the gradient is not between 0 and 1.")


CHECKS = [
    ask.forward(RELU, 5, "`forward` returns the larger of x and 0"),
    ask.gradient(RELU, "X", 7, "`backward` lets the gradient through where x is positive"),
    pass_back(RELU, 1),
    ask.keeps_inputs(RELU, 1),
    ask.new_batch(RELU, 2),
    ask.instances(RELU, 1),
    ask.number_types(RELU, 1),
    ask.scale(RELU, 1),
    at_zero,
]
