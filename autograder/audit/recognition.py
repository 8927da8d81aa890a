"""How good diagnosis is: what it tells about known mistakes, in any style, and about unknown ones.

A right name is worth most, none is honest, a wrong one is worse than none: it sends a student to
look where nothing is wrong.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from autograder.audit.restyle import restyled, surroundings
from autograder.audit.trial import Trials
from autograder.course import Assignment
from autograder.diagnosis.bank import Answer
from autograder.verdict import CheckStatus, ExerciseResult

CONFIRMING = 3  # further seeds under which a name must come back, where nobody knows the right one


class Told(StrEnum):
    """What a student who handed in an answer would be told."""

    RIGHT = "right"
    OTHER = "other"
    NOTHING = "nothing"
    LINE = "line"  # it raises or never ends: the line, and no name
    PASSED = "passed"


@dataclass(frozen=True)
class Diagnosed:
    """What was told about an answer: the names, in words what that is worth, and what it cost.

    `milliseconds` is the processor's time in the grader, box not counted, of asking and diagnosing.
    """

    name: str
    told: Told
    names: tuple[str, ...]
    milliseconds: float


@dataclass(frozen=True)
class Recognition:
    """What diagnosis tells in one exercise: of its bank, of the bank restyled, of the unknown."""

    bank: tuple[Diagnosed, ...]
    restyled: tuple[Diagnosed, ...]
    unknown: tuple[Diagnosed, ...] = ()


def in_another_style(assignment: Assignment, answers: Iterable[Answer]) -> list[Answer]:
    """The answers, each written differently."""
    around = surroundings(assignment)
    return [restyled(answer, around) for answer in answers]


def diagnose(trials: Trials, answer: Answer) -> Diagnosed:
    """What is told about a mistake whose right name is known."""
    started = time.process_time()
    result = _examined(trials, answer, "known")
    milliseconds = 1000 * (time.process_time() - started)
    names = _names(result)
    return Diagnosed(answer.name, _worth(result, names == (answer.name,)), names, milliseconds)


def diagnose_unknown(trials: Trials, answer: Answer) -> Diagnosed:
    """What is told about a wrong answer that no bank holds, such as a mutant.

    A name is right for it if it behaves as that mistake on whatever it is asked: the name has to
    come back on numbers that it was not given for.
    """
    started = time.process_time()
    result = _examined(trials, answer, "unknown")
    milliseconds = 1000 * (time.process_time() - started)
    names = _names(result)
    again = all(
        _names(_examined(trials, answer, f"unknown {number}")) == names
        for number in range(CONFIRMING if names else 0)
    )
    return Diagnosed(answer.name, _worth(result, again), names, milliseconds)


def share(diagnosed: Sequence[Diagnosed]) -> tuple[int, int]:
    """How many were told the right name, of how many that answer at all."""
    answering = [d for d in diagnosed if d.told not in (Told.LINE, Told.PASSED)]
    return sum(d.told is Told.RIGHT for d in answering), len(answering)


def _examined(trials: Trials, answer: Answer, seed: str) -> ExerciseResult:
    session = trials.session(answer)
    try:
        digest = hashlib.sha256(f"{seed} {answer.name}".encode()).hexdigest()
        return trials.grader.ask(session, answer.exercise, digest, trials.grader.assignment)
    finally:
        session.close()


def _names(result: ExerciseResult) -> tuple[str, ...]:
    return tuple(sorted({check.mistake for check in result.checks if check.mistake}))


def _worth(result: ExerciseResult, is_right: bool) -> Told:
    if any(check.mistake for check in result.checks):
        return Told.RIGHT if is_right else Told.OTHER
    if any(check.status is CheckStatus.FAILED for check in result.checks):
        return Told.NOTHING
    missed = any(check.status is not CheckStatus.PASSED for check in result.checks)
    return Told.LINE if missed else Told.PASSED
