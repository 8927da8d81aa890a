"""Hidden checks of `LeakyReLU`: x where it is positive, slope · x where it is negative."""

import numpy as np

from autograder.checks import as_array, check, expect, fail
from autograder.checks import questions as ask
from reference.modules.modules import ModuleLayer, stores

SLOPES = (0.2, 0.03, 0.5, 0.01)


class LeakyReLU(ModuleLayer):
    def draw(self, rng, sizes):
        X = rng.normal(size=(sizes.rows, sizes.features))
        # Both signs in every draw, and no entry near the kink at 0.
        X = np.where(X < 0, X - 0.1, X + 0.1)
        X.flat[0], X.flat[-1] = abs(X.flat[0]), -abs(X.flat[-1])
        # No slope above 1: there the larger of x and slope · x is another function.
        return {"X": X, "slope": np.array(SLOPES[sizes.outputs % len(SLOPES)])}

    def make(self, s, values):
        return s.name("LeakyReLU")(float(values["slope"]))

    def whole(self, values):
        return {**super().whole(values), "slope": values["slope"]}

    def value(self, values):
        X = values["X"]
        return np.where(X > 0, X, values["slope"] * X)

    def gradients(self, values, upstream):
        return {"X": np.where(values["X"] > 0, upstream, values["slope"] * upstream)}


class Default(LeakyReLU):
    """Made without saying how steep."""

    def draw(self, rng, sizes):
        return {**super().draw(rng, sizes), "slope": np.array(0.03)}

    def make(self, s, values):
        return s.name("LeakyReLU")()


LEAKY = LeakyReLU()
BOTH = ["forward", "gradient_X"]


@check("default_slope", "Without an argument the slope is 0.03", 1, BOTH)
def default_slope(student, rng):
    layer = Default()
    problem = ask.draw(layer, rng, ask.LADDER[0])
    with student.scenario() as s:
        unit = layer.build(s, problem.values)
        value = layer.forward(s, unit)
        got = ask.push_and_collect(layer, s, unit, problem.upstream)["X"]
    expect(value.value, problem.value, "for `LeakyReLU()`, the value that forward returns")
    expect(got.value, problem.gradients["X"], f"for `LeakyReLU()`, {layer.say('X')}")


@check("at_zero", "At exactly 0 the gradient is between slope and 1", 1, BOTH)
def at_zero(student, rng):
    """Any subgradient will do at the kink; 0, NaN, or a value from outside [slope, 1], will not."""
    X = np.array([[0.0, -0.0, 1.5], [-2.0, 0.0, -0.0]])
    values = {"X": X, "slope": np.array(0.25)}
    with student.scenario() as s:
        unit = LEAKY.build(s, values)
        value = LEAKY.forward(s, unit)
        LEAKY.backward(s, unit, s.array(np.ones_like(X)))
        got = LEAKY.collect(s, unit)["X"]
    expect(value.value, LEAKY.value(values), "for an input with zeros, the value of forward")
    gradient = as_array(got.value)
    if gradient is None or gradient.shape != X.shape:
        fail("For an input with zeros, the gradient has another shape than the input.")
    with np.errstate(invalid="ignore"):
        inside = (gradient >= 0.25 - 1e-12) & (gradient <= 1 + 1e-12)
    if not np.all(inside):
        fail(
            "Where the input is exactly 0 the gradient is not between slope and 1 times what "
            "arrives. A zero belongs to one of the two sides: does your code leave it out of both?"
        )


CHECKS = [
    ask.forward(LEAKY, 2, "forward returns x, or slope times x where x is negative"),
    ask.gradient(LEAKY, "X", 3, "backward lets a slope's part of the gradient through below zero"),
    default_slope,
    at_zero,
    stores(LEAKY, 1),
    ask.keeps_inputs(LEAKY, 1),
    ask.new_batch(LEAKY, 1),
    ask.instances(LEAKY, 1),
    ask.number_types(LEAKY, 1),
]
