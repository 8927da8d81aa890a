"""Runs an audit over all answers of the chosen exercises, on all cores, and sums it up."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field

from autograder.audit.mutation import Mutation
from autograder.audit.trial import Outcome, Trials
from autograder.conventions import in_words
from autograder.course import Assignment, Course
from autograder.diagnosis.bank import Answer, holding, read_bank
from autograder.errors import AuthoringError
from autograder.grading.batteries import load_battery
from autograder.grading.release import read_release


@dataclass(frozen=True)
class Audited:
    """What an audit found out about one exercise, under the values of `conventions`.

    `conventions` holds those values that are not the assignment's own. `idle` are the checks that
    no mistake of the bank names: nothing shows that they are needed.
    """

    assignment: str
    exercise: str
    checks: tuple[str, ...]
    outcomes: tuple[Outcome, ...]
    idle: tuple[str, ...] = ()
    conventions: Mapping[str, str] = field(default_factory=dict)
    mutation: Mutation | None = None

    @property
    def label(self) -> str:
        """`modules/dropout`, or `modules/dropout (dropout=keep)`."""
        name = f"{self.assignment}/{self.exercise}"
        return f"{name} ({in_words(self.conventions.items())})" if self.conventions else name

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


def cases(
    assignment: Assignment, exercises: Sequence[str]
) -> Iterator[tuple[Assignment, tuple[str, ...]]]:
    """The assignment as it stands, and under each other value of its conventions.

    There, only with the exercises that know of that value: they have a solution for it, or their
    bank has answers that hold under it and not always.
    """
    yield assignment, tuple(exercises)
    for other in assignment.alternatives():
        concerned = tuple(e for e in exercises if _is_concerned(assignment, other, e))
        if concerned:
            yield other, concerned


def _is_concerned(assignment: Assignment, other: Assignment, exercise: str) -> bool:
    if other.solution(exercise) != assignment.solution(exercise):
        return True
    (name,) = other.chosen
    limited = [a for a in read_bank(other, exercise) if a.convention and a.convention.name == name]
    return bool(holding(limited, other))


def answers_of(assignment: Assignment, exercises: Sequence[str]) -> list[Answer]:
    """The banks of the exercises, as far as they hold under the values in force.

    Each mistake must name a check that there is.
    """
    banks = (read_bank(assignment, exercise) for exercise in exercises)
    answers = [answer for bank in banks for answer in holding(bank, assignment)]
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
    """Try all answers; outcomes come in the order of the answers.

    AuthoringError where the assignment has not been released yet.
    """
    read_release(assignment)  # here, where an error is a sentence; in a worker it breaks the pool
    setup = (assignment, isolation)
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
            checks := tuple(check.name for check in load_battery(assignment, exercise)),
            tuple(o for o in outcomes if o.answer.exercise == exercise),
            _idle(assignment, exercise, checks),
            assignment.chosen,
        )
        for exercise in exercises
    ]


def _idle(assignment: Assignment, exercise: str, checks: tuple[str, ...]) -> tuple[str, ...]:
    """By the whole bank: a check may be needed under another convention only."""
    named = {answer.caught_by for answer in read_bank(assignment, exercise)}
    return tuple(check for check in checks if check not in named)


_process: list[Trials] = []  # one per worker process, made when the process starts


def _set_up(assignment: Assignment, isolation: str) -> None:
    _process.append(Trials(assignment, isolation))


def _try(answer: Answer, seeds: int) -> Outcome:
    return _process[0].try_answer(answer, seeds)
