"""Submissions that share more code than chance would have it, for an instructor to look at.

Two answers to a short exercise are often equal by themselves. So a piece of code counts by its
length, and the less the more of the class has written just that; what counts together must be most
of both submissions. It is a reason to look, not a verdict.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from autograder.feedback.outline import Outline, outline
from autograder.verdict import ExerciseResult, Report

ALIKE = 0.7  # the share of both submissions' weight that must be common to them
LEAST = 150.0  # and the weight itself: about three exercises that nobody else wrote like this
COMMON = 0.25  # what so much of the class has in common is how one writes it

Outlines = Mapping[str, Outline]  # by exercise


@dataclass(frozen=True)
class Alike:
    """Submissions of which each shares most of its code with another; `exercises` all share."""

    members: tuple[int, ...]
    exercises: tuple[str, ...]


def outlines(report: Report) -> dict[str, Outline]:
    """The outline of the student's code of each exercise."""
    made = ((exercise.name, outline(_source(exercise))) for exercise in report.exercises)
    return {name: found for name, found in made if found is not None}


def _source(exercise: ExerciseResult) -> str:
    return "\n".join(cell.source for cell in exercise.cells)


def similar(submissions: Sequence[Outlines]) -> list[Alike]:
    """Groups of similar submissions, by their positions; the largest group first."""
    weights = _weights(submissions)
    totals = [_weight(one.items(), weights) for one in submissions]
    leaders = list(range(len(submissions)))
    for first, second in _candidates(submissions, weights):
        shared = submissions[first].items() & submissions[second].items()
        weight = _weight(shared, weights)
        if weight >= LEAST and weight >= ALIKE * max(totals[first], totals[second]):
            leaders[_leader(leaders, second)] = _leader(leaders, first)
    groups: dict[int, list[int]] = {}
    for number in range(len(submissions)):
        groups.setdefault(_leader(leaders, number), []).append(number)
    found = [_alike(members, submissions) for members in groups.values() if len(members) > 1]
    return sorted(found, key=lambda alike: (-len(alike.members), alike.members))


def _weights(submissions: Sequence[Outlines]) -> dict[tuple[str, Outline], float]:
    """How much it says that two submissions share an answer: its length, if it is rare."""
    holders = Counter(pair for one in submissions for pair in one.items())
    most = max(2.0, COMMON * len(submissions))
    return {
        pair: pair[1].size * (math.log(len(submissions) / count) + 1 if count <= most else 0.0)
        for pair, count in holders.items()
    }


def _weight(
    pairs: Iterable[tuple[str, Outline]], weights: Mapping[tuple[str, Outline], float]
) -> float:
    return sum(weights[pair] for pair in pairs)


def _candidates(
    submissions: Sequence[Outlines], weights: Mapping[tuple[str, Outline], float]
) -> Iterator[tuple[int, int]]:
    """Pairs that share something that counts; most pairs of a class share nothing."""
    having: dict[tuple[str, Outline], list[int]] = {}
    for number, one in enumerate(submissions):
        for pair in one.items():
            if weights[pair]:
                having.setdefault(pair, []).append(number)
    pairs = {(a, b) for who in having.values() for i, a in enumerate(who) for b in who[i + 1 :]}
    yield from sorted(pairs)


def _leader(leaders: list[int], number: int) -> int:
    while leaders[number] != number:
        number = leaders[number]
    return number


def _alike(members: list[int], submissions: Sequence[Outlines]) -> Alike:
    shared = set.intersection(*(set(submissions[n].items()) for n in members))
    names = {name for name, _ in shared}
    return Alike(tuple(members), tuple(name for name in submissions[members[0]] if name in names))
