"""How hidden checks drive a layer that is handed its input in both passes.

A layer of this lab gets the input of `forward` once more in `backward(input, grad_output)`, and
returns the gradient of it. Also here: which of the two conventions is in force.
"""

from dataclasses import dataclass, field, replace

import numpy as np

from autograder.checks import Check, Layer, Unit, expect
from autograder.checks.questions import LADDER, OTHER_BATCH, draw, solve

INPUT_GRADIENT = "the gradient that backward returns"


def divides_in(student):
    """Who divides by the rows of the batch: the `loss` (its gradient is a mean), or `dense`."""
    chosen = (student.conventions or {}).get("loss_gradient", "mean")
    return "dense" if chosen == "sum" else "loss"


def under_both(make):
    """The check that `make("loss")` or `make("dense")` gives, chosen when it is asked."""
    made = {who: make(who) for who in ("loss", "dense")}

    def question(student, rng):
        made[divides_in(student)].ask(student, rng)

    return replace(made["loss"], question=question)


@dataclass(frozen=True)
class Driven(Unit):
    """A unit with its batch and, after a backward pass, the gradient that it returned."""

    now: dict = field(default_factory=dict)


class HandedLayer(Layer):
    """Subclasses say how the layer is made, and add the oracle."""

    words = {"X": INPUT_GRADIENT}
    names = {"X": "`input`", "W": "`weights`", "b": "`biases`"}

    def make(self, s, values):
        """Record the making of the student's layer on these values."""
        raise NotImplementedError

    def build(self, s, values, layout="rows"):
        X = s.array(values["X"], layout)
        return Driven(self.make(s, values), None, {"X": X}, {"X": X})

    def feed(self, s, unit, values):
        unit.now["X"] = s.array(values["X"])

    def forward(self, s, unit):
        return s.take(unit.layer.forward(unit.now["X"]))

    def backward(self, s, unit, upstream):
        unit.now["gradient"] = unit.layer.backward(unit.now["X"], upstream)

    def collect(self, s, unit):
        return {"X": s.take(unit.now["gradient"])}


def given_input(layer, points):
    """Does backward work for the input in its argument, whatever forward has seen?"""

    def question(student, rng):
        problem = draw(layer, rng, LADDER[0])
        other = layer.draw(rng, OTHER_BATCH)
        with student.scenario() as s:
            seen = layer.build(s, problem.values)
            layer.forward(s, seen)
            seen.layer.forward(s.array(other["X"]))
            fresh = layer.build(s, problem.values)
            answers = []
            for unit in (seen, fresh):
                layer.backward(s, unit, s.array(problem.upstream))
                answers.append(layer.collect(s, unit))
        yield
        cases = ("after forward has seen another batch, ", "where forward was not called before, ")
        for where, got in zip(cases, answers, strict=True):
            expect_gradients(layer, problem, got, where)

    title = "`backward` works for the `input` that it is handed"
    return Check("given_input", title, points, question, _main(layer))


def by_name(layer, points):
    """May `input` and `grad_output` be passed by their names?

    Foreign work may have names of its own for them, which hide no builtin.
    """

    def question(student, rng):
        if student.foreign:
            return
        problem = draw(layer, rng, LADDER[0])
        with student.scenario() as s:
            unit = layer.build(s, problem.values)
            value = s.take(unit.layer.forward(input=unit.now["X"]))
            unit.now["gradient"] = unit.layer.backward(
                grad_output=s.array(problem.upstream), input=unit.now["X"]
            )
            got = layer.collect(s, unit)
        yield
        expect(value.value, problem.value, "called by name, the value that forward returns")
        expect_gradients(layer, problem, got, "called by name, ")

    title = "`input` and `grad_output` can be passed by name"
    return Check("by_name", title, points, question, _main(layer))


def expect_gradients(layer, problem, got, where):
    """Fail unless all gradients of a problem are right."""
    for name, want in problem.gradients.items():
        expect(got[name].value, want, where + layer.say(name), sizes=problem.sizes.named())


def _main(layer):
    return ("forward", *(f"gradient_{name}" for name in layer.gradients_of))
