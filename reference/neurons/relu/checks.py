"""Hidden checks of `relu`, for one number: the larger of it and zero."""

import numpy as np

from autograder.checks import check, difference, fail
from reference.neurons.examples import Example, shown_by
from reference.neurons.tensors import expect_single


def example(x):
    return Example(f"relu({x:g})", lambda s: s.take(s.name("relu")(x)), max(x, 0.0))


def ask(student, numbers):
    """What relu gives for each number."""
    with student.scenario() as s:
        answers = [s.take(s.name("relu")(x)) for x in numbers]
    return [answer.value for answer in answers]


@check("positive", "A positive number comes out as it went in", 2)
def positive(student, rng):
    numbers = [*rng.uniform(0.1, 0.9, size=3).tolist(), *rng.uniform(1.1, 5, size=3).tolist()]
    for x, got in zip(numbers, ask(student, numbers), strict=True):
        expect_single(got, x, "for a positive number, what relu returns")


@check("negative", "A negative number comes out as zero", 2)
def negative(student, rng):
    numbers = (-rng.uniform(0.1, 5, size=6)).tolist()
    for got in ask(student, numbers):
        expect_single(got, 0.0, "for a negative number, what relu returns")


@check(
    "any_size", "Zero, whole, tiny and huge numbers are no exception", 1, ["positive", "negative"]
)
def any_size(student, rng):
    numbers = [0.0, -0.0, 3, -3, 1e-4, -1e-4, 2.5e8, -2.5e8, 0, 40.5, 1234.5]
    for x, got in zip(numbers, ask(student, numbers), strict=True):
        if got is None:
            fail(f"Relu of {x:g} is None. Does every way through the function end in a `return`?")
        want = np.asarray(max(x, 0.0))
        if difference(got, want, "it", tolerance=1e-6) is not None:
            fail(f"Relu of {x:g} is not what it should be. Every number is treated alike.")


CHECKS = [
    shown_by(positive, [example(x) for x in (2.0, 0.5, 0.123, 9.0)]),
    shown_by(negative, [example(x) for x in (-2.0, -0.5)]),
    any_size,
]
