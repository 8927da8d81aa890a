"""Hidden checks of `Linear`: X W, its two gradients, and its manners."""

from autograder.checks import questions as ask
from reference.pysmorch.chain import ChainLayer, pass_back, start


class Linear(ChainLayer):
    gradients_of = ("X", "W")

    def draw(self, rng, sizes):
        return {
            "X": rng.normal(size=(sizes.rows, sizes.features)),
            "W": rng.normal(size=(sizes.features, sizes.outputs)),
        }

    def make(self, s, below, values):
        return s.name("Linear")(below, values["W"].shape[1])

    def value(self, values):
        return values["X"] @ values["W"]

    def gradients(self, values, upstream):
        return {"X": upstream @ values["W"].T, "W": values["X"].T @ upstream}


LINEAR = Linear()

CHECKS = [
    ask.forward(LINEAR, 4, "`forward` returns X W"),
    ask.gradient(LINEAR, "W", 4, "`backward` stores the gradient of W in `G`"),
    ask.gradient(LINEAR, "X", 4, "`backward` hands the gradient of X to the layer below"),
    pass_back(LINEAR, 1),
    ask.keeps_inputs(LINEAR, 1),
    ask.new_batch(LINEAR, 1),
    start(LINEAR, 1),
    ask.twice(LINEAR, 1),
    ask.instances(LINEAR, 1),
    ask.number_types(LINEAR, 1),
    ask.scale(LINEAR, 1),
]
