"""The two-layer network that the last exercise trains: its arrays, its slopes, and a bench for steps.

On the bench the loss is a stand-in whose value and gradients are set from outside.
"""

import numpy as np

from autograder.checks import as_array, fail
from reference.miniflow.cross_entropy_with_softmax.checks import losses, softmax
from reference.miniflow.graph import neighbour
from reference.miniflow.sigmoid.checks import sigmoid

NAMES = ["W1", "b1", "W2", "b2"]


def shapes(features, hidden, classes):
    return {
        "W1": (features, hidden),
        "b1": (hidden,),
        "W2": (hidden, classes),
        "b2": (classes,),
    }


def draw_weights(rng, scale=1.0, **sizes):
    return {n: scale * rng.normal(size=shape) for n, shape in shapes(**sizes).items()}


def read_weights(name, value, shape, when=""):
    """The array as float64; a bias may have the shape (1, n) as well as (n,).

    `when` begins the sentence that is told where it is none: it may have been one before.
    """
    array = as_array(value)
    if array is not None and len(shape) == 1 and array.shape == (1, *shape):
        array = array[0]
    if array is None:
        fail(f"{when}`{name}` is not an array of numbers.")
    if array.shape != shape:
        fail(f"{when}`{name}` has shape {array.shape}; it should have shape {shape}.")
    return array


def read_losses(value, steps):
    """The losses of so many steps in one row, whatever shape each of them has; else the value."""
    array = as_array(value)
    return array.reshape(steps) if array is not None and array.size == steps else value


def scores(weights, X):
    """What the second layer gives, shape (rows, classes)."""
    hidden = sigmoid(X @ weights["W1"] + weights["b1"])
    return hidden @ weights["W2"] + weights["b2"]


def solve(weights, X, y):
    """The whole network's loss, and its gradient for each array by the chain rule."""
    hidden = sigmoid(X @ weights["W1"] + weights["b1"])
    logits = scores(weights, X)
    top = (softmax(logits) - np.eye(logits.shape[1])[y]) / len(y)
    bottom = top @ weights["W2"].T * hidden * (1.0 - hidden)
    return losses(logits, y).mean(), {
        "W1": X.T @ bottom,
        "b1": bottom.sum(axis=0),
        "W2": hidden.T @ top,
        "b2": top.sum(axis=0),
    }


def losses_of_steps(weights, X, y, rate, steps):
    """The loss before each of some steps, all on one batch."""
    told = []
    for _ in range(steps):
        loss, slopes = solve(weights, X, y)
        told.append(loss)
        weights = {name: weights[name] - rate * slopes[name] for name in NAMES}
    return np.array(told)


def parts_of(four):
    """The four things in a tuple or list in the box."""
    return [four[i] for i in range(4)]


def climb(loss, steps):
    """The node that many first inbound nodes up from the loss."""
    node = loss
    for _ in range(steps):
        node = node.inbound_nodes[0]
    return node


class Bench:
    """A graph in the box whose loss is a stand-in: its value and its gradients are set from here.

    What the student's code may touch (`weights`, `batch`) stands there under Input nodes.
    """

    def __init__(self, s, weights, x=None):
        self.s, self.names = s, list(weights)
        self.nodes = {name: s.name("Input")() for name in self.names}
        self.x, self.y = x or s.name("Input")(), s.name("Input")()
        self.loss = neighbour(s, _accuracy=0.5)  # for those who print it as they go
        for node in (self.x, self.y, *self.nodes.values()):
            self.loss.inbound_nodes.append(node)
            node.outbound_nodes.append(self.loss)
        self.weights = s.pairs([(self.nodes[n], s.array(weights[n])) for n in self.names])

    def set(self, value, gradients):
        """The loss, and its gradients by the names of the weights, from here on."""
        self.loss.value = value
        slopes = [(self.nodes[name], self.s.array(gradients[name])) for name in self.names]
        self.loss.gradients = self.s.pairs([(self.x, 0.0), (self.y, 0), *slopes])

    def take(self):
        """The weights as they stand."""
        return {name: self.s.take(self.weights[node]) for name, node in self.nodes.items()}
