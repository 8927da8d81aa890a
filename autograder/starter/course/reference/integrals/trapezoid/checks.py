"""Hidden checks of `trapezoid`. They run in the grader; only the scenarios travel to the student.

`autograder try integrals/trapezoid` shows what they ask and what comes back.
"""

import numpy as np

from autograder.checks import check, expect


def curve(s, coefficients):
    """A polynomial that student code can call, on a number or on an array."""
    return s.function(lambda s, x: s.module("numpy").polyval(coefficients, x), "x")


def area(coefficients, a, b, n):
    """What the rule gives: the oracle that answers are compared with."""
    heights = np.polyval(coefficients, np.linspace(a, b, n + 1))
    return (b - a) / n * (heights[:-1] + heights[1:]).sum() / 2


def draw(rng):
    """A cubic and a range, none of its numbers near another."""
    return list(rng.uniform(0.5, 2.0, size=4)), rng.uniform(-2.0, -1.0), rng.uniform(1.0, 2.0)


@check("values", "`trapezoid` gives the area under a curve", points=6)
def values(student, rng):
    for n in (1, 2, 7):
        coefficients, a, b = draw(rng)
        with student.scenario() as s:
            got = s.take(s.name("trapezoid")(curve(s, coefficients), a, b, n))
        panels = "one panel" if n == 1 else f"{n} panels"
        expect(got.value, area(coefficients, a, b, n), f"with {panels}, the area")


@check("backwards", "From right to left, the area has the opposite sign", 4, needs=["values"])
def backwards(student, rng):
    coefficients, a, b = draw(rng)
    with student.scenario() as s:
        got = s.take(s.name("trapezoid")(curve(s, coefficients), b, a, 5))
    expect(got.value, area(coefficients, b, a, 5), "from right to left, the area")


CHECKS = [values, backwards]
