"""Hidden checks of `LeakyReLU`: x where it is positive, slope · x where it is negative."""

import numpy as np

from autograder.checks import check, expect
from autograder.checks import questions as ask
from autograder.checks.kinks import at_zero
from reference.modules.modules import ModuleLayer, stores

SLOPES = (0.2, 0.03, 0.5, 0.01)


class LeakyReLU(ModuleLayer):
    def draw(self, rng, sizes):
        X = rng.normal(size=(sizes.rows, sizes.features))
        # Both signs in every draw, and no entry near the kink at 0. Either sign comes first in some:
        # np.vectorize takes the type of all from the first.
        X = np.where(X < 0, X - 0.1, X + 0.1)
        first = -1.0 if sizes.rows % 2 else 1.0
        X.flat[0], X.flat[-1] = first * abs(X.flat[0]), -first * abs(X.flat[-1])
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
    yield
    expect(value.value, problem.value, "for `LeakyReLU()`, the value that forward returns")
    expect(got.value, problem.gradients["X"], f"for `LeakyReLU()`, {layer.say('X')}")


CHECKS = [
    ask.forward(LEAKY, 2, "forward returns x, or slope times x where x is negative"),
    ask.gradient(LEAKY, "X", 2, "backward lets a slope's part of the gradient through below zero"),
    default_slope,
    at_zero(
        LEAKY,
        1,
        "At exactly 0 the gradient is between slope and 1, and near 0 the sign decides",
        lowest=0.25,
        more={"slope": np.array(0.25)},
        advice=(" A zero belongs to one of the two sides: does your code leave it out of both?"),
    ),
    stores(LEAKY, 1),
    ask.keeps_inputs(LEAKY, 1),
    ask.new_batch(LEAKY, 1),
    ask.instances(LEAKY, 1),
    ask.number_types(LEAKY, 1),
    ask.scale(LEAKY, 1),
]
