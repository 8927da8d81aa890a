"""Hidden checks of `Linear`: X W + b, its three gradients, and its manners."""

import numpy as np

from autograder.checks import as_array
from autograder.checks import questions as ask
from reference.miniflow.graph import GraphNode, consumers


class Linear(GraphNode):
    kind = "Linear"
    nodes = gradients_of = ("X", "W", "b")
    learns = True

    def draw(self, rng, sizes):
        return {
            "X": rng.normal(size=(sizes.rows, sizes.features)),
            "W": rng.normal(size=(sizes.features, sizes.outputs)),
            "b": rng.normal(size=sizes.outputs),
        }

    def read_gradient(self, name, value):
        """The gradient for b may have the shape (1, p) as well as (p,); nothing unsummed."""
        gradient = as_array(value)
        if name == "b" and gradient is not None and gradient.ndim == 2 and len(gradient) == 1:
            return gradient[0]
        return value

    def value(self, values):
        return values["X"] @ values["W"] + values["b"]

    def gradients(self, values, upstream):
        return {
            "X": upstream @ values["W"].T,
            "W": values["X"].T @ upstream,
            "b": np.sum(upstream, axis=0),
        }


LINEAR = Linear()

CHECKS = [
    ask.forward(LINEAR, 3, "forward sets X W + b"),
    ask.gradient(LINEAR, "X", 3, "backward sets the gradient for X"),
    ask.gradient(LINEAR, "W", 3, "backward sets the gradient for W"),
    ask.gradient(LINEAR, "b", 3, "backward sets the gradient for b, summed over the rows"),
    consumers(LINEAR, 2),
    ask.keeps_inputs(LINEAR, 1),
    ask.new_batch(LINEAR, 1),
    ask.twice(LINEAR, 1),
    ask.instances(LINEAR, 1),
    ask.number_types(LINEAR, 1),
    ask.scale(LINEAR, 1),
]
