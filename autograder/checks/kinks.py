"""A question for layers that bend at 0: on which side is an entry near it, and at 0 itself?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from autograder.checks.battery import Check
from autograder.checks.compare import Array, as_array, expect
from autograder.checks.layer import Layer
from autograder.checks.outcome import fail
from autograder.checks.scenario import Answer
from autograder.checks.student import Student

AT = np.array([[0.0, -0.0, 1.5], [-2.0, 0.0, -0.0]])
# A threshold that is not quite 0, or a small number added to something, shows here.
NEAR = np.array([[-1e-2, 1e-2, -1e-4], [1e-4, 1e-7, -1e-7]])


def at_zero(
    layer: Layer,
    points: float,
    title: str,
    lowest: float = 0.0,
    more: Mapping[str, Array] | None = None,
    advice: str = "",
) -> Check:
    """Is any subgradient from `lowest` to 1 there at 0, and is nothing special near it?

    `more` are values of the layer's beside X; `advice` ends what is said of the gradient at 0.
    """

    def question(student: Student, rng: np.random.Generator) -> Iterator[None]:
        upstream = rng.normal(size=NEAR.shape)
        cases = [
            ({**(more or {}), "X": X}, g) for X, g in ((AT, np.ones(AT.shape)), (NEAR, upstream))
        ]
        answers = []
        with student.scenario() as s:
            for values, slopes in cases:
                unit = layer.build(s, values)
                value = layer.forward(s, unit)
                layer.backward(s, unit, s.array(slopes))
                answers.append((value, layer.collect(s, unit)["X"]))
        yield
        at, near = cases[0][0], cases[1][0]
        expect(answers[0][0].value, layer.value(at), f"for an input with zeros, {layer.value_word}")
        _expect_between(answers[0][1], lowest, advice)
        where = "for an input of small numbers, "
        expect(answers[1][0].value, layer.value(near), where + layer.value_word)
        want = layer.gradients(near, upstream)["X"]
        expect(answers[1][1].value, want, where + layer.say("X"))

    return Check("at_zero", title, points, question, ("forward", "gradient_X"))


def _expect_between(got: Answer, lowest: float, advice: str) -> None:
    gradient = as_array(got.value)
    if gradient is None or gradient.shape != AT.shape:
        fail("For an input with zeros, the gradient has another shape than the input.")
    with np.errstate(invalid="ignore"):
        inside = (gradient >= lowest - 1e-12) & (gradient <= 1 + 1e-12)
    if not np.all(inside):
        least = "slope" if lowest else "0"
        fail(
            f"Where the input is exactly 0 the gradient is not between {least} and 1 times what "
            f"arrives.{advice}"
        )
