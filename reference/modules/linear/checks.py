"""Hidden checks of `Linear`: X W + b, its three gradients, and what it lends its users."""

import re
from dataclasses import dataclass

import numpy as np

from autograder.checks import as_array, check, expect, fail
from autograder.checks import questions as ask
from autograder.checks.compare import close
from autograder.checks.questions import LADDER, draw
from reference.modules import storage
from reference.modules.modules import INPUT_GRADIENT, Driven, ModuleLayer, stores


@dataclass(frozen=True)
class Stored(Driven):
    """A Linear, and the handle that says how it keeps its numbers."""

    kind: object = None


class Linear(ModuleLayer):
    gradients_of = ("X", "W", "b")
    learns = True
    words = {
        "X": INPUT_GRADIENT,
        "W": "the gradient of W that `accGradParameters` leaves in `gradW`",
        "b": "the gradient of b that `accGradParameters` leaves in `gradb`",
    }

    def draw(self, rng, sizes):
        return {
            "X": rng.normal(size=(sizes.rows, sizes.features)),
            "W": rng.normal(size=(sizes.features, sizes.outputs)),
            "b": rng.normal(size=sizes.outputs),
        }

    def make(self, s, values):
        return s.name("Linear")(*values["W"].shape)

    def build(self, s, values, layout="rows"):
        kind = storage.kind(s)
        unit = super().build(s, values, layout)
        storage.write(s, unit.layer, kind, values["W"], values["b"])
        return Stored(unit.layer, None, unit.held, unit.given, unit.returned, kind)

    def step(self, s, unit, values):
        storage.write(s, unit.layer, unit.kind, values["W"], values["b"])

    def backward(self, s, unit, upstream):
        # As every training step does; so gradients that add up and those that are renewed agree.
        unit.layer.zeroGradParameters()
        super().backward(s, unit, upstream)

    def collect(self, s, unit):
        return {**super().collect(s, unit), **self.parameter_gradients(s, unit)}

    def parameter_gradients(self, s, unit):
        return {n: storage.take(s, unit.layer, unit.kind, "gradW", "gradb", n) for n in "Wb"}

    def parameters(self, s, unit):
        return {n: storage.take(s, unit.layer, unit.kind, "W", "b", n) for n in "Wb"}

    def value(self, values):
        return values["X"] @ values["W"] + values["b"]

    def gradients(self, values, upstream):
        return {
            "X": upstream @ values["W"].T,
            "W": values["X"].T @ upstream,
            "b": upstream.sum(axis=0),
        }


LINEAR = Linear()
ALL = ["forward", "gradient_X", "gradient_W", "gradient_b"]


@check("adds_up", "Without zeroing, the gradients of W and b either add up or are renewed", 1, ALL)
def adds_up(student, rng):
    """Both habits are in use; but W and b must have the same one, and nothing may get lost."""
    first = draw(LINEAR, rng, LADDER[0])
    second = ask.solve(LINEAR, rng, first.sizes, first.values)
    with student.scenario() as s:
        unit = LINEAR.build(s, first.values)
        LINEAR.forward(s, unit)
        LINEAR.backward(s, unit, s.array(first.upstream))
        unit.layer.backward(unit.given[-1][0], s.array(second.upstream))
        got = LINEAR.parameter_gradients(s, unit)
    yield
    renewed = {n: second.gradients[n] for n in "Wb"}
    added = {n: first.gradients[n] + second.gradients[n] for n in "Wb"}
    arrays = {n: as_array(got[n].value) for n in "Wb"}
    for habit in (renewed, added):
        if all(arrays[n] is not None and close(arrays[n], habit[n]) for n in "Wb"):
            return
    fail(
        "After two backward passes without `zeroGradParameters()` between them, `gradW` and "
        "`gradb` hold neither both the sums of the two gradients nor both the second ones."
    )


@check(
    "parameters",
    "`getParameters` gives W and b themselves, and their gradients go with them",
    1,
    ALL,
)
def parameters(student, rng):
    """Who trains the layer writes into these arrays, so copies of them will not do."""
    problem = draw(LINEAR, rng, LADDER[0])
    with student.scenario() as s:
        unit = LINEAR.build(s, problem.values)
        lent = unit.layer.getParameters()
        LINEAR.forward(s, unit)
        LINEAR.backward(s, unit, s.array(problem.upstream))
        storage.write(s, unit.layer, unit.kind, -problem.values["W"], -problem.values["b"])
        arrays, gradients = s.take(lent), s.take(unit.layer.getGradParameters())
        own = stored(s, unit.layer, "W", "b")
        own_gradients = stored(s, unit.layer, "gradW", "gradb")
    yield
    arrays, gradients = flat(arrays.value), flat(gradients.value)
    own, own_gradients = flat(own.value), flat(own_gradients.value)
    order = places(arrays, own)
    if order is None:
        fail(
            "`getParameters()` does not give the arrays W and b themselves. Whoever trains the "
            "layer writes into what it gives, and the layer has to notice."
        )
    if places(gradients, own_gradients) != order:
        fail(
            "`getGradParameters()` does not give the gradients of W and b in the order in which "
            "`getParameters()` gives W and b."
        )
    if not all(map(can_step, arrays, gradients)):
        fail(
            "A gradient that `getGradParameters()` gives has not the shape of its parameter: a step "
            "such as `W -= 0.1 * gradW`, or the same with b, raises. Compare the two shapes."
        )


def can_step(parameter, gradient):
    """Whether a step can be taken in place, as it is wherever the two have one shape."""
    try:
        return np.broadcast_shapes(parameter.shape, gradient.shape) == parameter.shape
    except ValueError:
        return False


def stored(s, layer, *names):
    get = s.module("builtins").getattr
    return s.take(s.shared([get(layer, name, None) for name in names]))


def flat(value):
    """The arrays of a list, however nested; what is missing is left out."""
    if isinstance(value, list):
        return [array for item in value for array in flat(item)]
    return [] if value is None else [as_array(value)]


def places(found, own):
    """For each own array its place among those found, or None where they are not the same."""
    if len(found) != len(own) or any(array is None for array in (*found, *own)):
        return None
    same = [[i for i, f in enumerate(found) if np.array_equal(f, array)] for array in own]
    return [where[0] for where in same] if all(len(where) == 1 for where in same) else None


@check("start", "New Linears start with weights that differ", 1, ALL)
def start(student, rng):
    """However they are stored: along neither axis may all be alike."""
    with student.scenario() as s:
        one, other = (s.name("Linear")(7, 6) for _ in range(2))
        taken = s.take(one.W), s.take(other.W)
    yield
    first, second = (as_array(answer.value) for answer in taken)
    if first is None or first.ndim != 2 or not np.all(np.isfinite(first)):
        fail("The `W` of a new Linear is no table of finite numbers.")
    if min(len(np.unique(first, axis=axis).T) for axis in (0, 1)) < 2 or not np.any(first):
        fail(
            "The `W` of a new Linear is alike along its rows or columns. Units that start alike get "
            "the same gradient and stay alike for ever."
        )
    if second is not None and np.array_equal(first, second):
        fail(
            "Two new Linears start with the very same `W`. Do not set a seed when a module is made: "
            "everybody who draws after it would get the same numbers again."
        )


@check("repr", "A Linear introduces itself with its inputs first and its outputs second", 1, ALL)
def represents(student, rng):
    """Nobody has to print numbers; but whoever does must not swap them."""
    with student.scenario() as s:
        text = s.take(s.module("builtins").repr(s.name("Linear")(3, 17)))
    yield
    numbers = re.findall(r"\d+", str(text.value))
    if numbers[:2] in (["17", "3"], ["3", "3"], ["17", "17"]):
        fail(
            "`repr(Linear(a, b))` does not say a and then b: are the number of inputs and the "
            "number of outputs swapped? Look at the order of W's shape."
        )


CHECKS = [
    ask.forward(LINEAR, 3, "forward returns X W + b"),
    ask.gradient(LINEAR, "X", 2, "backward returns the gradient of X"),
    ask.gradient(LINEAR, "W", 2, "backward leaves the gradient of W in `gradW`"),
    ask.gradient(
        LINEAR, "b", 2, "backward leaves the gradient of b, summed over the rows, in `gradb`"
    ),
    stores(LINEAR, 1),
    ask.keeps_inputs(LINEAR, 1),
    ask.new_batch(LINEAR, 1),
    ask.twice(LINEAR, 1),
    adds_up,
    ask.instances(LINEAR, 1),
    ask.number_types(LINEAR, 1),
    ask.scale(LINEAR, 1),
    start,
    parameters,
    represents,
]
