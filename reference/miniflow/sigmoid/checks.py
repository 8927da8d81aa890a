"""Hidden checks of `Sigmoid`: 1 / (1 + exp(-x)), for every shape and however large x is."""

import numpy as np

from autograder.checks import check, expect
from autograder.checks import questions as ask
from reference.miniflow.graph import GraphNode, consumers, hold


def sigmoid(x):
    """By the hyperbolic tangent, which no size of x overflows."""
    return 0.5 * (1.0 + np.tanh(0.5 * np.asarray(x, dtype=np.float64)))


class Sigmoid(GraphNode):
    kind = "Sigmoid"

    def draw(self, rng, sizes):
        return {"X": 2 * rng.normal(size=(sizes.rows, sizes.features))}

    def value(self, values):
        return sigmoid(values["X"])

    def gradients(self, values, upstream):
        share = sigmoid(values["X"])
        return {"X": upstream * share * (1.0 - share)}


SIGMOID = Sigmoid()
BOTH = ["forward", "gradient_X"]


def expect_at(student, cases):
    """Judge value and gradient for each case of x, upstream gradient and words for x."""
    answers = []
    with student.scenario() as s:
        for x, upstream, _ in cases:
            unit = SIGMOID.build(s, {"X": x})
            value = SIGMOID.forward(s, unit)
            SIGMOID.backward(s, unit, hold(s, upstream, "rows"))
            answers.append((value, SIGMOID.collect(s, unit)["X"]))
    for (x, upstream, where), (value, got) in zip(cases, answers, strict=True):
        # Far from zero the slope is a difference of nearly equal numbers: judged on a scale of 1.
        want = SIGMOID.value({"X": x})
        expect(value.value, want, f"for {where}, the value that forward sets", scale=1.0)
        want = SIGMOID.gradients({"X": x}, upstream)["X"]
        expect(got.value, want, f"for {where}, {SIGMOID.say('X')}", scale=1.0)


@check("shapes", "A number, a row and a stack of tables work as well as a table", 2, BOTH)
def shapes(student, rng):
    words = {(): "a number", (4,): "a row", (2, 3, 4): "a stack of tables"}
    drawn = [(2 * rng.normal(size=s), rng.normal(size=s), words[s]) for s in words]
    expect_at(student, [(np.asarray(x), np.asarray(upstream), w) for x, upstream, w in drawn])


@check("one_slope", "One number as upstream gradient counts for every entry", 1, BOTH)
def one_slope(student, rng):
    x, upstream = 2 * rng.normal(size=(3, 4)), np.asarray(rng.normal())
    expect_at(student, [(x, upstream, "a table to which one number comes back")])


@check("extremes", "Inputs far from zero give 0, 1 and no slope, never NaN", 2, BOTH)
def extremes(student, rng):
    x = np.array([[40.0, -40.0, 0.0], [745.0, -745.0, 1.5], [1000.0, -1000.0, -1.5]])
    expect_at(student, [(x, rng.normal(size=x.shape), "inputs as far out as 1,000")])


CHECKS = [
    ask.forward(SIGMOID, 4, "forward sets 1 / (1 + exp(-x))"),
    ask.gradient(SIGMOID, "X", 5, "backward sets the gradient for x"),
    consumers(SIGMOID, 1),
    ask.keeps_inputs(SIGMOID, 1),
    ask.new_batch(SIGMOID, 1),
    ask.twice(SIGMOID, 1),
    ask.instances(SIGMOID, 1),
    ask.number_types(SIGMOID, 1),
    shapes,
    one_slope,
    extremes,
]
