"""Hidden checks of `Bias`: one row W added to every row, its gradient summed over the batch."""

import numpy as np

from autograder.checks import as_array
from autograder.checks import questions as ask
from reference.pysmorch.chain import ChainLayer, pass_back, start


class Bias(ChainLayer):
    gradients_of = ("X", "W")

    def draw(self, rng, sizes):
        return {
            "X": rng.normal(size=(sizes.rows, sizes.features)),
            "W": rng.normal(size=(1, sizes.features)),
        }

    def make(self, s, below, values):
        return s.name("Bias")(below)

    def read_weight_gradient(self, value):
        """G may have the shape (n,) as well as (1, n); nothing unsummed."""
        gradient = as_array(value)
        return value if gradient is None or gradient.ndim != 1 else gradient[np.newaxis, :]

    def value(self, values):
        return values["X"] + values["W"]

    def gradients(self, values, upstream):
        return {"X": upstream, "W": upstream.sum(axis=0, keepdims=True)}


BIAS = Bias()

CHECKS = [
    ask.forward(BIAS, 4, "`forward` adds the row W to every row of X"),
    ask.gradient(
        BIAS, "W", 5, "`backward` stores the gradient of W, summed over the batch, in `G`"
    ),
    ask.gradient(BIAS, "X", 3, "`backward` hands the gradient of X to the layer below"),
    pass_back(BIAS, 1),
    ask.keeps_inputs(BIAS, 1),
    ask.new_batch(BIAS, 1),
    start(BIAS, 1),
    ask.twice(BIAS, 1),
    ask.instances(BIAS, 1),
    ask.number_types(BIAS, 1),
    ask.scale(BIAS, 1),
]
