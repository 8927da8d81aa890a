"""Runs an audit over all answers of the chosen exercises, on all cores, and sums it up."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from autograder.audit.bank import Answer, read_bank
from autograder.audit.trial import Outcome, Trials
from autograder.course import Assignment, Course
from autograder.errors import AuthoringError
from autograder.grading.batteries import load_battery


@dataclass(frozen=True)
class Audited:
    """What an audit found out about one exercise."""

    assignment: str
    exercise: str
    checks: tuple[str, ...]
    outcomes: tuple[Outcome, ...]

    @property
    def wrong(self) -> tuple[Outcome, ...]:
        """Outcomes of mistakes."""
        return tuple(o for o in self.outcomes if not o.answer.is_right)

    @property
    def right(self) -> tuple[Outcome, ...]:
        """Outcomes of variants."""
        return tuple(o for o in self.outcomes if o.answer.is_right)

    @property
    def bad(self) -> tuple[Outcome, ...]:
        """Mistakes that got through and variants that lost points."""
        return tuple(o for o in self.outcomes if not o.is_good)

    @property
    def idle(self) -> tuple[str, ...]:
        """Checks that no mistake names: nothing shows that they are needed."""
        named = {o.answer.caught_by for o in self.outcomes}
        return tuple(check for check in self.checks if check not in named)


def parse_target(course: Course, target: str) -> tuple[Assignment, tuple[str, ...]]:
    """`pysmorch` or `pysmorch/linear` as an assignment and the exercises meant."""
    name, _, exercise = target.partition("/")
    assignment = course.assignment(name)
    if not exercise:
        return assignment, assignment.exercises
    if exercise not in assignment.exercises:
        known = ", ".join(assignment.exercises)
        raise AuthoringError(f"{name} has no exercise {exercise!r}. It has: {known}.")
    return assignment, (exercise,)


def answers_of(assignment: Assignment, exercises: Sequence[str]) -> list[Answer]:
    """The banks of the exercises; each mistake must name a check that there is."""
    answers = [a for exercise in exercises for a in read_bank(assignment, exercise)]
    checks = {e: {c.name for c in load_battery(assignment, e)} for e in exercises}
    for answer in answers:
        if answer.caught_by is not None and answer.caught_by not in checks[answer.exercise]:
            raise AuthoringError(
                f"{answer.path}: there is no check {answer.caught_by!r}. The checks are: "
                f"{', '.join(sorted(checks[answer.exercise]))}."
            )
    return answers


def audit(
    assignment: Assignment, answers: Sequence[Answer], seeds: int, jobs: int, isolation: str
) -> Iterator[Outcome]:
    """Try all answers; outcomes come in the order of the answers."""
    setup = (assignment.root, assignment.name, isolation)
    if jobs == 1:
        trials = Trials(*setup)
        try:
            for answer in answers:
                yield trials.try_answer(answer, seeds)
        finally:
            trials.close()
        return
    with ProcessPoolExecutor(
        jobs, multiprocessing.get_context("spawn"), initializer=_set_up, initargs=setup
    ) as pool:
        yield from pool.map(_try, answers, [seeds] * len(answers))


def sum_up(
    assignment: Assignment, exercises: Sequence[str], outcomes: Sequence[Outcome]
) -> list[Audited]:
    """The outcomes by exercise."""
    return [
        Audited(
            assignment.name,
            exercise,
            tuple(check.name for check in load_battery(assignment, exercise)),
            tuple(o for o in outcomes if o.answer.exercise == exercise),
        )
        for exercise in exercises
    ]


_process: list[Trials] = []  # one per worker process, made when the process starts


def _set_up(root: Path, name: str, isolation: str) -> None:
    _process.append(Trials(root, name, isolation))


def _try(answer: Answer, seeds: int) -> Outcome:
    return _process[0].try_answer(answer, seeds)
