"""How the author's answers answer an exercise's probe, and which of them a student's may be.

The probe asks everyone the same. So the author's answers are asked once in a process, and a
student's few answers tell which known mistakes are worth trying on the student's own numbers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from types import CodeType
from typing import Any

from autograder.checks.probe import Probe, answered
from autograder.checks.student import Student
from autograder.diagnosis.likeness import (
    Likeness,
    Path,
    errors,
    has_errors,
    leaves,
    of_replies,
    relative,
)
from autograder.diagnosis.recording import PROBE, PROBE_SEED, Exchange, Recorder
from autograder.diagnosis.stage import Stage

Fingerprint = Sequence[Exchange]


class Match(IntEnum):
    """What the probe says of a student and a known mistake.

    WHOLE: they answer alike. PART: what the mistake gets wrong, the student gets wrong in the same
    way, and more. UNSEEN: the mistake answers as the right solution does. NONE: it is not this.
    """

    WHOLE = 0
    PART = 1
    UNSEEN = 2
    NONE = 3


@dataclass(frozen=True)
class Profile:
    """A mistake's fingerprint, and for each exchange what is wrong in it."""

    taken: Fingerprint
    errors: Sequence[Mapping[Path, Any]]

    @property
    def is_seen(self) -> bool:
        """Whether the probe sees the mistake at all."""
        return any(self.errors) or any(exchange.answers is None for exchange in self.taken)


def take(
    stage: Stage, exercise: str, code: CodeType, probe: Probe, student: Student
) -> Fingerprint:
    """How an answer of the author's answers the probe, asked like this student."""
    if not stage.put(exercise, code):
        return ()
    recorder = Recorder(stage.transport(PROBE_SEED), lambda: PROBE_SEED)
    answered(lambda: probe(replace(student, transport=recorder)))
    return recorder.exchanges


def of_student(exchanges: Sequence[Exchange]) -> Fingerprint:
    """What a student answered to the probe; empty where it was not asked."""
    return [exchange for exchange in exchanges if exchange.check == PROBE]


def profile(taken: Fingerprint, right: Fingerprint) -> Profile:
    """What there is to know of a mistake before anybody is compared with it."""
    return Profile(taken, [_errors(*pair) for pair in zip(taken, right, strict=False)])


def match(own: Fingerprint, places: Sequence[Mapping[Path, Any]], mistake: Profile) -> Match:
    """What the probe says of a student whose fingerprint is `own`; `places` are its values."""
    if _are_alike(own, mistake.taken):
        return Match.WHOLE
    if not mistake.is_seen:
        return Match.UNSEEN
    return Match.PART if any(map(has_errors, places, mistake.errors)) else Match.NONE


def places(own: Fingerprint) -> list[Mapping[Path, Any]]:
    """The values of every exchange, by their places."""
    return [dict(leaves(_reply(exchange))) for exchange in own]


def _errors(one: Exchange, right: Exchange) -> Mapping[Path, Any]:
    if one.answers is None or right.answers is None:
        return {}
    return errors(_reply(one), _reply(right))


def _reply(exchange: Exchange) -> list[Any]:
    return relative(exchange.operations, exchange.answers or [])


def _are_alike(one: Fingerprint, other: Fingerprint) -> bool:
    return len(one) == len(other) and all(map(_is_alike, one, other))


def _is_alike(one: Exchange, other: Exchange) -> bool:
    if one.answers is None or other.answers is None:
        return one.answers is other.answers and one.problem == other.problem
    return of_replies(one.operations, one.answers, other.answers) is not Likeness.NONE
