"""Small examples in a student's own notation, the same for everyone.

Where a check fails and cannot say how, the first example that is answered wrongly is shown, with
what is right and what came. Nothing here is hidden, so both may be told.
"""

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from autograder.checks import Answer, Scenario, as_array
from autograder.checks.compare import close
from autograder.checks.ladder import numbers
from autograder.checks.outcome import CheckFailed, NoAnswer
from autograder.verdict import Example as Counterexample
from reference.neurons.neighbours import bind_neighbours
from reference.neurons.tensors import SINGLE


@dataclass(frozen=True)
class Example:
    """A call as one would type it, the recording of it that takes the answer, and the right one."""

    typed: str
    ask: Callable[[Scenario], Answer]
    right: object


def shown_by(check, examples, neighbours=()):
    """The check, with the smallest of these examples for those who get it wrong.

    They are asked among right `neighbours`, as the check itself is.
    """

    def smallest(student):
        try:
            with student.scenario() as s:
                bind_neighbours(s, neighbours)
                answers = [example.ask(s) for example in examples]
        except NoAnswer:
            return None
        met = (_shown(*pair) for pair in zip(examples, answers, strict=True))
        return next(filter(None, met), None)

    return dataclasses.replace(check, smallest=smallest)


def _shown(example, answer):
    """The example with what is right and what came; None where it was answered rightly."""
    try:
        got = answer.value
    except CheckFailed:
        return None
    array, right = as_array(got), np.asarray(example.right, dtype=np.float64)
    if array is not None and close(array, right, SINGLE):
        return None
    return Counterexample(tuple(example.typed.splitlines()), numbers(right), numbers(got))
