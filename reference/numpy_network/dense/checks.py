"""Hidden checks of `Dense`: X W + b, its three gradients, and the steps that it takes.

The gradients of weights and biases are read off the step: (before − after) / learning rate. Under
the convention `sum` that step is an average over the rows, which is taken out again first.
"""

import numpy as np

from autograder.checks import as_array, check, expect, fail
from autograder.checks import questions as ask
from autograder.checks.questions import LADDER, Sizes, draw
from reference.numpy_network.layers import (
    INPUT_GRADIENT,
    HandedLayer,
    by_name,
    divides_in,
    given_input,
    under_both,
)

RATE = 0.1  # the default of the signature
MAIN = ["forward", "gradient_W", "gradient_b", "gradient_X"]


class Dense(HandedLayer):
    gradients_of = ("W", "b", "X")
    words = {
        "X": INPUT_GRADIENT,
        "W": "the gradient that the step of `weights` shows",
        "b": "the gradient that the step of `biases` shows",
    }

    def __init__(self, divides="loss"):
        self.divides = divides

    def draw(self, rng, sizes):
        return {
            "X": rng.normal(size=(sizes.rows, sizes.features)),
            "W": rng.normal(size=(sizes.features, sizes.outputs)),
            "b": rng.normal(size=sizes.outputs),
        }

    def make(self, s, values, *rate, **named):
        layer = s.name("Dense")(*values["W"].shape, *rate, **named)
        layer.weights = values["W"]
        layer.biases = values["b"]
        return layer

    def build(self, s, values, layout="rows"):
        unit = super().build(s, values, layout)
        unit.now["values"] = values
        return unit

    def collect(self, s, unit):
        values = unit.now["values"]
        factor = (len(values["X"]) if self.divides == "dense" else 1) / RATE
        return {
            "W": s.take(unit.layer.weights, _step(values["W"], factor)),
            "b": s.take(unit.layer.biases, _step(values["b"], factor)),
            "X": s.take(unit.now["gradient"]),
        }

    def value(self, values):
        return values["X"] @ values["W"] + values["b"]

    def gradients(self, values, upstream):
        return {
            "W": values["X"].T @ upstream,
            "b": upstream.sum(axis=0),
            "X": upstream @ values["W"].T,
        }


def _step(before, factor):
    """Reads a parameter after the step as the gradient that the step came from."""

    def read(value):
        after = one_row(value, before.shape)
        if after is None or after.shape != before.shape:
            return value
        return factor * (before - after)

    return read


def one_row(value, shape):
    """The value as an array; a row of biases, shape (1, n), counts as shape (n,)."""
    array = as_array(value)
    return array[0] if array is not None and array.shape == (1, *shape) else array


def after_step(student, problem, rate):
    """Weights and biases after one backward pass (the oracle)."""
    rows = len(problem.values["X"]) if divides_in(student) == "dense" else 1
    return {name: problem.values[name] - rate / rows * problem.gradients[name] for name in "Wb"}


def expect_parameters(weights, biases, want, where):
    expect(weights.value, want["W"], f"{where}, `weights` after the step")
    expect(one_row(biases.value, want["b"].shape), want["b"], f"{where}, `biases` after the step")


DENSE = Dense()


@check("rates", "Each layer steps by itself, at its own learning rate, even if that is 0", 2, MAIN)
def rates(student, rng):
    problems = [draw(DENSE, rng, Sizes(4, 3, n)) for n in (2, 5, 3, 4)]
    chosen = (0.5, 0.0, 0.01, 2.0)
    with student.scenario() as s:
        # All are made before the first is used: a rate that layers share shows.
        layers = [DENSE.make(s, problems[0].values, chosen[0])]
        for problem, rate in zip(problems[1:], chosen[1:], strict=True):
            layers.append(DENSE.make(s, problem.values, learning_rate=rate))
        answers = []
        for layer, problem in zip(layers, problems, strict=True):
            X = s.array(problem.values["X"])
            layer.forward(X)
            layer.backward(X, s.array(problem.upstream))
            answers.append((s.take(layer.weights), s.take(layer.biases)))
        # With the parameters that they were made with: what layers share of these shows, too.
        idle, busy = (s.name("Dense")(3, 2) for _ in range(2))
        before = s.take(idle.weights), s.take(idle.biases)
        X = s.array(problems[0].values["X"])
        busy.forward(X)
        busy.backward(X, s.array(problems[0].upstream))
        after = s.take(idle.weights), s.take(idle.biases)
    yield
    for rate, problem, (weights, biases) in zip(chosen, problems, answers, strict=True):
        want = after_step(student, problem, rate)
        expect_parameters(weights, biases, want, f"at a learning rate of {rate:g}")
    for name, first, last in zip(("weights", "biases"), before, after, strict=True):
        if not np.array_equal(as_array(first.value), as_array(last.value)):
            fail(f"When one new layer takes a step, the `{name}` of another one move with it.")


@check("three_steps", "Three steps in a row, on batches of different sizes, are all right", 2, MAIN)
def three_steps(student, rng):
    values, steps = DENSE.draw(rng, LADDER[0]), []
    with student.scenario() as s:
        layer = DENSE.make(s, values)
        for rows in (4, 6, 6):
            values = {**values, "X": rng.normal(size=(rows, 3))}
            problem = ask.solve(DENSE, rng, Sizes(rows, 3, 5), values)
            X = s.array(values["X"])
            value = s.take(layer.forward(X))
            gradient = s.take(layer.backward(X, s.array(problem.upstream)))
            steps.append((problem, value, gradient, s.take(layer.weights), s.take(layer.biases)))
            values = {**values, **after_step(student, problem, RATE)}
    for number, (problem, value, gradient, weights, biases) in enumerate(steps, 1):
        where = f"in step {number} of three"
        expect(value.value, problem.value, f"{where}, the value that forward returns")
        expect(gradient.value, problem.gradients["X"], f"{where}, {INPUT_GRADIENT}")
        expect_parameters(weights, biases, after_step(student, problem, RATE), where)


@check("start", "A new layer starts with small weights that differ", 1, ["forward"])
def start(student, rng):
    """Any usual way to draw them will do; the bounds are wide."""
    inputs, outputs = 400, 30
    with student.scenario() as s:
        layer, other = (s.name("Dense")(inputs, outputs) for _ in range(2))
        taken = s.take(layer.weights), s.take(layer.biases)
        alike = s.take(s.module("numpy").array_equal(layer.weights, other.weights))
    yield
    weights, biases = as_array(taken[0].value), one_row(taken[1].value, (outputs,))
    if weights is None or weights.shape != (inputs, outputs):
        fail("A new layer's `weights` do not have shape (input_units, output_units).")
    if biases is None or biases.shape != (outputs,):
        fail("A new layer's `biases` do not have shape (output_units,).")
    if not (np.all(np.isfinite(weights)) and np.all(np.isfinite(biases))):
        fail("A new layer's parameters are not all finite numbers.")
    if np.min(np.std(weights, axis=0)) < 1e-9 or np.min(np.std(weights, axis=1)) < 1e-9:
        fail(
            "A new layer's `weights` are alike along a row or a column. Units that start alike get "
            "the same gradient and stay alike for ever."
        )
    if alike.value is not False:
        fail(
            "Two new layers start with the very same `weights`. Do not set a seed when a layer is "
            "made: everybody who draws after it would get the same numbers again."
        )
    if np.std(weights) > 0.5 or abs(np.mean(weights)) > 0.2:
        fail(
            "A new layer's `weights` are too large, or not centred at zero. With 400 inputs, 400 of "
            "them are added up in every output."
        )


CHECKS = [
    ask.forward(DENSE, 4, "`forward` returns X W + b"),
    under_both(
        lambda who: ask.gradient(Dense(who), "W", 4, "`backward` moves the weights downhill")
    ),
    under_both(
        lambda who: ask.gradient(Dense(who), "b", 3, "`backward` moves the biases downhill")
    ),
    ask.gradient(
        DENSE, "X", 4, "`backward` returns the gradient of X, with the weights before the step"
    ),
    rates,
    three_steps,
    start,
    under_both(lambda who: given_input(Dense(who), 1)),
    under_both(lambda who: by_name(Dense(who), 1)),
    under_both(lambda who: ask.keeps_inputs(Dense(who), 1)),
    under_both(lambda who: ask.number_types(Dense(who), 1)),
    under_both(lambda who: ask.scale(Dense(who), 1)),
]
