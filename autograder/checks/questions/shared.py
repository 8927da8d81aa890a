"""What several checks look at, asked once for all of them.

Most answers are right, and whose answers are right here is asked nothing more by these checks. For
everybody else each of them asks by itself, and what comes then is the verdict: so a backward pass
that raises costs nothing of the forward pass, and nobody is told of what another check has found.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from autograder.checks.layer import LADDER, Layer
from autograder.checks.outcome import CheckFailed, NoAnswer
from autograder.checks.questions.problem import draw, next_batch, push_and_collect, solve
from autograder.checks.relations import Problem
from autograder.checks.scenario import Answer
from autograder.checks.student import Student

Got = tuple[Problem, Answer, dict[str, Answer]]  # a problem, the value and the gradients that came


@dataclass(frozen=True)
class Passes:
    """Both passes on every problem of the ladder, each on a layer of its own."""

    answers: list[Got]

    @property
    def has_come(self) -> bool:
        """Whether there are answers; all of a scenario's come together."""
        return self.answers[0][1].has_come


@dataclass(frozen=True)
class Life:
    """One layer in use: both passes, then two more batches, then one more backward pass.

    `held` are the arrays that it was given and `given` the first upstream gradient, as they stood
    after the first backward pass; `later` is what forward had given, as it stood then.
    """

    first: Problem
    value: Answer
    later: Answer
    held: Mapping[str, Answer]
    given: Answer
    batches: list[Got]
    again: Got

    @property
    def has_come(self) -> bool:
        """Whether there are answers; all of a scenario's come together."""
        return self.value.has_come


Shared = TypeVar("Shared", Passes, Life)


def shown(
    record: Callable[[Layer, Student, np.random.Generator], Shared],
    layer: Layer,
    student: Student,
    rng: np.random.Generator,
    judge: Callable[[Shared], None],
) -> Generator[None, None, bool]:
    """Whether what the checks ask together shows already that this one is passed.

    Where every check is asked by itself anyhow, there is nothing to share.
    """
    if student.together is None:
        return False
    try:
        told = student.shared.get((record, layer)) or record(layer, student, rng)
        student.shared[record, layer] = told
        yield
        if not told.has_come:
            return False
        judge(told)
    except (CheckFailed, NoAnswer):
        return False
    return True


def both_passes(layer: Layer, student: Student, rng: np.random.Generator) -> Passes:
    """Record both passes on the ladder."""
    answers = []
    with student.scenario("both passes") as s:
        for problem in [draw(layer, rng, sizes) for sizes in LADDER]:
            unit = layer.build(s, problem.values)
            value = layer.forward(s, unit)
            answers.append((problem, value, push_and_collect(layer, s, unit, problem.upstream)))
    return Passes(answers)


def life(layer: Layer, student: Student, rng: np.random.Generator) -> Life:
    """Record one layer in use."""
    first = draw(layer, rng, LADDER[0])
    second, third = (next_batch(layer, rng, first) for _ in range(2))
    again = solve(layer, rng, third.sizes, third.values)
    batches = []
    with student.scenario("life") as s:
        unit = layer.build(s, first.values)
        value = layer.forward(s, unit)
        upstream = s.array(first.upstream)
        layer.backward(s, unit, None if layer.is_loss else upstream)
        held = {name: s.take(handle) for name, handle in unit.held.items()}
        held |= layer.parameters(s, unit)
        given, later = s.take(upstream), s.look_again(value)
        for problem in (second, third):
            layer.feed(s, unit, problem.values)
            taken = layer.forward(s, unit)
            got = push_and_collect(layer, s, unit, problem.upstream)
            batches.append((problem, taken, got))
        repeated = (again, taken, push_and_collect(layer, s, unit, again.upstream))
    return Life(first, value, later, held, given, batches, repeated)
