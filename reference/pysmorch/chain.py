"""How hidden checks drive a PySmorch layer: over a recording stand-in instead of a neighbour.

PySmorch layers pull their input with `in_layer.forward()` and push the gradient of it with
`in_layer.backward(gradient)`.
"""

import numpy as np

from autograder.checks import Check, Layer, Unit, as_array, fail
from autograder.checks.layer import Sizes
from autograder.checks.questions import LADDER, draw

INPUT_GRADIENT = "the gradient that backward hands to `in_layer`"
WEIGHT_GRADIENT = "the gradient that backward stores in `G`"
UNLIKE = Sizes(6, 7, 4)  # none of the sizes that the notebook uses


class ChainLayer(Layer):
    """A layer of the chain. Subclasses say how it is made, and add the oracle."""

    words = {"X": INPUT_GRADIENT, "W": WEIGHT_GRADIENT}
    upstream_word = "dwnstrm"

    @property
    def learns(self):
        return "W" in self.gradients_of

    def make(self, s, below, values):
        """Record the call of the student's class."""
        raise NotImplementedError

    def build(self, s, values, layout="rows"):
        X = s.array(values["X"], layout)
        below = s.stand_in(
            out_dims=s.tuple(*values["X"].shape),
            data=X,
            returns={"forward": X, "backward": None},
        )
        layer = self.make(s, below, values)
        if "W" in values:
            layer.W = values["W"]
        return Unit(layer, below, {"X": X})

    def feed(self, s, unit, values):
        s.returns(unit.below, "forward", values["X"])

    def step(self, s, unit, values):
        s.write(unit.layer, "W", values["W"])

    def forward(self, s, unit):
        return s.take(unit.layer.forward())

    def backward(self, s, unit, upstream):
        unit.layer.backward() if self.is_loss else unit.layer.backward(upstream)

    def collect(self, s, unit):
        got = {"X": s.calls(unit.below, "backward", last_argument)}
        if self.learns:
            # A gradient that is nowhere must not cost the other one its points.
            stored = s.module("builtins").getattr(unit.layer, "G", None)
            got["W"] = s.take(stored, self.read_weight_gradient)
        return got

    def read_weight_gradient(self, value):
        """What counts as the stored gradient, of what the student's layer stores."""
        return value

    def parameters(self, s, unit):
        return {"W": s.take(unit.layer.W)} if self.learns else {}


def last_argument(calls):
    """What the last call of `in_layer.backward` was given."""
    if not isinstance(calls, list) or not calls:
        fail(
            "Your backward never calls `in_layer.backward(...)`, so the layers below learn nothing."
        )
    _, positional, keywords = calls[-1]
    arguments = [*positional, *keywords.values()]
    if len(arguments) != 1:
        fail("Your backward must call `in_layer.backward` with one argument: the gradient.")
    return arguments[0]


def pass_back(layer, points):
    """Is the gradient handed on exactly once, and the input fetched at all?"""

    def question(student, rng):
        problem = draw(layer, rng, LADDER[0])
        with student.scenario() as s:
            unit = layer.build(s, problem.values)
            layer.forward(s, unit)
            fetched = s.calls(unit.below, "forward")
            layer.backward(s, unit, None if layer.is_loss else problem.upstream)
            handed = s.calls(unit.below, "backward")
        yield
        if len(handed.value) != 1:
            fail(
                f"One call of your backward calls `in_layer.backward` {len(handed.value)} times; "
                "it must do so exactly once."
            )
        if len(fetched.value) != 1:
            fail(
                f"One call of your forward calls `in_layer.forward` {len(fetched.value)} times; "
                "it must do so exactly once, since everything below runs again each time."
            )

    title = "Each pass calls the layer below exactly once"
    return Check("pass_back", title, points, question, ("forward",))


def start(layer, points):
    """Does a new layer tell the size of its output, and have the parameters that go with it?"""

    def question(student, rng):
        values = layer.draw(rng, UNLIKE)
        with student.scenario() as s:
            below = [
                s.stand_in(out_dims=s.tuple(UNLIKE.rows, UNLIKE.features), returns={})
                for _ in range(2)
            ]
            made = [layer.make(s, one, values) for one in below]
            sizes = s.take(made[0].out_dims)
            weights = [s.take(one.W) for one in made] if "W" in values else []
        yield
        columns = layer.value(values).shape[1]
        told = as_array(sizes.value)
        if told is None or told.shape != (2,) or told[1] != columns:
            fail(
                "`out_dims` of a new layer is not (rows, columns) of what it gives. The next layer "
                "asks for it when it is made."
            )
        for answer in weights:
            _expect_first_weights(answer.value, values["W"].shape)
        if len(weights) == 2 and values["W"].shape[0] > 1:
            _expect_unlike(*(as_array(answer.value) for answer in weights))

    title = "A new layer knows its sizes, and starts with weights of its own"
    return Check("start", title, points, question, ("forward",))


def _expect_first_weights(value, shape):
    array = as_array(value)
    # A row of biases may be stored with one dimension as well as with two.
    shapes = [shape, shape[1:]] if shape[0] == 1 else [shape]
    if array is None or array.shape not in shapes or not np.all(np.isfinite(array)):
        fail("The `W` of a new layer has not the right shape, or holds no finite numbers.")


def _expect_unlike(one, other):
    if len(np.unique(one, axis=1).T) < one.shape[1] or np.array_equal(one, other):
        fail(
            "The `W` of a new layer is not drawn at random: columns of it, or two new layers, are "
            "alike. What starts alike gets the same gradient and stays alike for ever."
        )
