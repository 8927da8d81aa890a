"""What several checks look at, asked once for all of them.

Most answers are right, and whose answers are right here is asked nothing more by these checks. For
everybody else each of them asks by itself, and what comes then is the verdict: so a backward pass
that raises costs nothing of the forward pass, and nobody is told of what another check has found.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from autograder.checks.layer import LADDER, Layer, Unit
from autograder.checks.outcome import CheckFailed, NoAnswer
from autograder.checks.questions.problem import (
    OTHER_BATCH,
    Got,
    both_ways,
    draw,
    next_batch,
    push_and_collect,
    solve,
)
from autograder.checks.relations import Problem
from autograder.checks.scenario import Answer, Scenario
from autograder.checks.student import Student


@dataclass(frozen=True)
class Passes:
    """Both passes on every problem of the ladder, each on a layer of its own."""

    answers: list[Got]

    @property
    def has_come(self) -> bool:
        """Whether there are answers; all of a scenario's come together."""
        return self.answers[0][1].has_come


@dataclass(frozen=True)
class FirstUse:
    """A layer's first forward and backward pass, and what has become of the arrays meanwhile.

    `held` are those that it was given, `upstream` the upstream gradient and `later` what forward
    gave as `value`, all as they stand after the backward pass.
    """

    problem: Problem
    value: Answer
    later: Answer
    held: Mapping[str, Answer]
    upstream: Answer


@dataclass(frozen=True)
class Life:
    """One layer in use: both passes, then two more batches, then one more backward pass.

    `batches` ends with one on other parameters, where the layer learns.
    """

    first: FirstUse
    batches: list[Got]
    again: Got

    @property
    def has_come(self) -> bool:
        """Whether there are answers; all of a scenario's come together."""
        return self.first.value.has_come


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


def both_passes(
    layer: Layer, student: Student, rng: np.random.Generator, asked_by: str = "both passes"
) -> Passes:
    """Record both passes on the ladder."""
    problems = [draw(layer, rng, sizes) for sizes in LADDER]
    with student.scenario(asked_by) as s:
        return Passes([both_ways(layer, s, problem) for problem in problems])


def life(layer: Layer, student: Student, rng: np.random.Generator) -> Life:
    """Record one layer in use."""
    first = draw(layer, rng, LADDER[0])
    second, third = (next_batch(layer, rng, first) for _ in range(2))
    again = solve(layer, rng, third.sizes, third.values)
    with student.scenario("life") as s:
        unit, use = first_use(layer, s, first)
        batches = more_batches(layer, s, unit, (second, third))
        _, value, _ = batches[-1]
        repeated = (again, value, push_and_collect(layer, s, unit, again.upstream))
        batches += after_a_step(layer, s, unit, rng)
    return Life(use, batches, repeated)


def first_use(layer: Layer, s: Scenario, problem: Problem) -> tuple[Unit, FirstUse]:
    """Record a layer's first passes, and how the arrays stand after them."""
    unit = layer.build(s, problem.values)
    value = layer.forward(s, unit)
    upstream = s.array(problem.upstream)
    layer.backward(s, unit, None if layer.is_loss else upstream)
    held = {name: s.take(handle) for name, handle in unit.held.items()}
    held |= layer.parameters(s, unit)
    return unit, FirstUse(
        problem, value, held=held, upstream=s.take(upstream), later=s.look_again(value)
    )


def after_a_step(layer: Layer, s: Scenario, unit: Unit, rng: np.random.Generator) -> list[Got]:
    """Record a batch on other parameters, where the layer learns: what is kept of them shows."""
    if not layer.learns:
        return []
    problem = draw(layer, rng, OTHER_BATCH)
    layer.step(s, unit, problem.values)
    return more_batches(layer, s, unit, [problem])


def more_batches(layer: Layer, s: Scenario, unit: Unit, problems: Iterable[Problem]) -> list[Got]:
    """Record both passes of a layer that is in use, on one batch after another."""
    got = []
    for problem in problems:
        layer.feed(s, unit, problem.values)
        value = layer.forward(s, unit)
        got.append((problem, value, push_and_collect(layer, s, unit, problem.upstream)))
    return got
