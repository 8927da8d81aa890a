"""Runs an audit over all answers of the chosen exercises, on all cores, and sums it up."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from autograder.audit.mutation import SEEDS, Mutation, as_answers, draw_mutants, weigh
from autograder.audit.recognition import Recognition, diagnose, diagnose_unknown, in_another_style
from autograder.audit.trial import Outcome, Trials
from autograder.audit.workers import Workers
from autograder.conventions import in_words
from autograder.course import Assignment, Course
from autograder.diagnosis.bank import Answer, holding, read_bank
from autograder.errors import AuthoringError
from autograder.grading.batteries import load_battery

# Passes results on, and may show how many of the total have come, and of what.
Watch = Callable[[Iterator[Any], int, str], Iterator[Any]]


@dataclass(frozen=True)
class Effort:
    """How much to try: seeds for each answer, and mutants of an exercise, at most."""

    seeds: int
    mutants: int


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
    recognition: Recognition | None = None

    @property
    def label(self) -> str:
        """`modules/dropout`, or `modules/dropout (dropout=keep)`."""
        name = f"{self.assignment}/{self.exercise}"
        return f"{name} ({in_words(self.conventions.items())})" if self.conventions else name

    @property
    def milliseconds(self) -> float:
        """What asking a right answer everything takes, grader and box together."""
        return sum(o.milliseconds for o in self.right) / max(len(self.right), 1)

    @property
    def round_trips(self) -> int:
        """How often at most grader and box speak about a right answer."""
        return max((o.round_trips for o in self.right), default=0)

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


def audit_exercises(
    assignment: Assignment,
    exercises: Sequence[str],
    effort: Effort,
    workers: Workers,
    watch: Watch = lambda items, total, what: items,
) -> list[Audited]:
    """Everything that is to be found out about these exercises, under the values in force.

    Mutants and diagnosis are tried under the assignment's own values only; others bring no new
    ones. `watch` passes results on and may show how many have come.
    """
    answers = answers_of(assignment, exercises)
    tried = workers.map(_try, [(answer, effort.seeds) for answer in answers])
    outcomes = list(watch(tried, len(answers), f"audit {assignment.label}"))
    audited = sum_up(assignment, exercises, outcomes)
    if assignment.chosen:
        return audited
    return [_deepened(one, assignment, answers, effort, workers, watch) for one in audited]


def _deepened(
    one: Audited,
    assignment: Assignment,
    answers: Sequence[Answer],
    effort: Effort,
    workers: Workers,
    watch: Watch,
) -> Audited:
    """The exercise with what becomes of its mutants, and with what is told about wrong answers."""
    mistakes = [a for a in answers if a.exercise == one.exercise and not a.is_right]
    asked = [*mistakes, *in_another_style(assignment, mistakes)]
    told = list(watch(workers.map(diagnose, asked), len(asked), f"diagnosis of {one.label}"))
    drawn = draw_mutants(assignment, one.exercise, effort.mutants) if effort.mutants else []
    changed = as_answers(one.exercise, drawn)
    tried = workers.map(_try, [(answer, SEEDS) for answer in changed])
    outcomes = list(watch(tried, len(drawn), f"mutants of {one.label}"))
    unknown = [o.answer for o in outcomes if o.best < o.max_points]
    named = workers.map(diagnose_unknown, unknown)
    return dataclasses.replace(
        one,
        mutation=weigh(assignment, one.exercise, drawn, outcomes) if drawn else None,
        recognition=Recognition(
            bank=tuple(told[: len(mistakes)]),
            restyled=tuple(told[len(mistakes) :]),
            unknown=tuple(watch(named, len(unknown), f"unknown answers to {one.label}")),
        ),
    )


def audit(
    assignment: Assignment, answers: Sequence[Answer], seeds: int, jobs: int, isolation: str
) -> Iterator[Outcome]:
    """Try all answers; outcomes come in the order of the answers."""
    with Workers(assignment, isolation, jobs) as workers:
        yield from workers.map(_try, [(answer, seeds) for answer in answers])


def _try(trials: Trials, item: tuple[Answer, int]) -> Outcome:
    return trials.try_answer(*item)


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
