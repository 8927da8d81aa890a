"""Hidden checks of `Relu`: the larger of x and 0, entry by entry."""

import numpy as np

from autograder.checks import questions as ask
from autograder.checks.kinks import at_zero
from reference.pysmorch.chain import ChainLayer, pass_back, start


class Relu(ChainLayer):
    def draw(self, rng, sizes):
        X = rng.normal(size=(sizes.rows, sizes.features))
        # Both signs in every draw, and no entry near the kink at 0. Either sign comes first in some:
        # np.vectorize takes the type of all from the first.
        X = np.where(X < 0, X - 0.1, X + 0.1)
        first = 1.0 if sizes.rows % 2 else -1.0
        X.flat[0], X.flat[-1] = first * abs(X.flat[0]), -first * abs(X.flat[-1])
        return {"X": X}

    def make(self, s, below, values):
        return s.name("Relu")(below)

    def value(self, values):
        return np.maximum(values["X"], 0.0)

    def gradients(self, values, upstream):
        return {"X": upstream * (values["X"] > 0)}


RELU = Relu()


CHECKS = [
    ask.forward(RELU, 5, "`forward` returns the larger of x and 0"),
    ask.gradient(RELU, "X", 7, "`backward` lets the gradient through where x is positive"),
    pass_back(RELU, 1),
    ask.keeps_inputs(RELU, 1),
    ask.new_batch(RELU, 1),
    start(RELU, 1),
    ask.instances(RELU, 1),
    ask.number_types(RELU, 1),
    ask.scale(RELU, 1),
    at_zero(RELU, 1, "At exactly 0 the gradient is between 0 and 1, and near 0 the sign decides"),
]
