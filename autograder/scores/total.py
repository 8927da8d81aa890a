"""A student's total over the assignments of a course."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from autograder.scores.final import Score


@dataclass(frozen=True)
class Total:
    """The points over all assignments that count, and the names of those that were dropped."""

    points: float
    max_points: float
    dropped: tuple[str, ...] = ()


def total(scores: Mapping[str, Score | None], maxima: Mapping[str, float], drop: int) -> Total:
    """The total, without the `drop` assignments of the smallest share of their points.

    `maxima` gives the points of every assignment; one without a score counts as nothing. One
    assignment always stays.
    """
    earned = {name: score.points if score else 0.0 for name, score in scores.items()}
    points = {name: earned.get(name, 0.0) for name in maxima}
    worst = sorted(maxima, key=lambda name: points[name] / maxima[name] if maxima[name] else 1.0)
    dropped = tuple(worst[: min(drop, len(worst) - 1)]) if worst else ()
    kept = [name for name in maxima if name not in dropped]
    return Total(sum(points[n] for n in kept), sum(maxima[n] for n in kept), dropped)
