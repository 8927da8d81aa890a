"""Finite differences: does a student's gradient belong to the student's own forward pass?

Directional derivatives along Gaussian directions, by central differences at three steps and
Richardson's extrapolation (Richardson 1911; Numerical Recipes 5.7). A Gaussian direction sees every
entry with probability one, where directions of ±1 miss an error such as (1, −1) half the time.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from autograder.checks.compare import Array

STEPS = (1e-2, 2e-3, 4e-4)
DIRECTIONS = 2
REDRAWS = 3

# Evaluates the student's forward at many points in one round trip; the points and the values are
# in the same order.
Evaluate = Callable[[Sequence[Array]], Sequence[Array]]


@dataclass(frozen=True)
class Estimate:
    """A directional derivative, and how far the extrapolation may be off."""

    value: float
    error: float


def consistent(
    evaluate: Evaluate,
    point: Array,
    gradient: Array,
    upstream: Array,
    rng: np.random.Generator,
) -> bool | None:
    """Whether `gradient` is the vector–Jacobian product of the student's own forward at `point`.

    `upstream` has the shape of forward's value. None where differences cannot tell, such as at a
    kink; that is never a fail.
    """
    for _ in range(1 + REDRAWS):
        directions = [rng.normal(size=point.shape) for _ in range(DIRECTIONS)]
        estimates = _estimate(evaluate, point, directions, upstream)
        scales = [float(np.sum(np.abs(gradient * u))) for u in directions]
        rough = [
            e.error > 1e-6 * max(s, abs(e.value)) + 1e-11
            for e, s in zip(estimates, scales, strict=True)
        ]
        if not any(rough):
            return all(
                abs(float(np.sum(gradient * u)) - e.value) <= 1e-8 * s + 3 * e.error + 1e-11
                for u, e, s in zip(directions, estimates, scales, strict=True)
            )
    return None


def _estimate(
    evaluate: Evaluate, point: Array, directions: Sequence[Array], upstream: Array
) -> list[Estimate]:
    around = [
        point + sign * step * direction
        for direction in directions
        for step in STEPS
        for sign in (1.0, -1.0)
    ]
    with np.errstate(invalid="ignore", over="ignore"):  # a forward pass may give anything
        centre, *weighed = (upstream * value for value in evaluate([point, *around]))
        return [
            _along(centre, weighed[start : start + 2 * len(STEPS)])
            for start in range(0, len(weighed), 2 * len(STEPS))
        ]


def _along(centre: Array, around: Sequence[Array]) -> Estimate:
    """The derivative along one direction, from the weighed values there and a step to each side."""
    sides = list(zip(STEPS, around[::2], around[1::2], strict=True))
    slopes = [(ahead - behind) / (2 * step) for step, ahead, behind in sides]
    bends = [(ahead + behind - 2 * centre) / step for step, ahead, behind in sides]
    smooth = richardson([float(np.sum(slope)) for slope in slopes])
    return Estimate(smooth.value, max(smooth.error, _unevenness(slopes), _jump(bends)))


def _unevenness(slopes: Sequence[Array]) -> float:
    """How much the slopes still change at the finest step, where they should have settled.

    Smooth functions' slopes change 25 times less from the second step to the third than from the
    first to the second. Where they do not, a kink lies between the steps. Summed entry by entry:
    two kinks may cancel each other in the sum.
    """
    early, late = np.abs(slopes[1] - slopes[0]), np.abs(slopes[2] - slopes[1])
    return float(np.sum(np.where(late > early / 8, late, 0.0)))


def _jump(bends: Sequence[Array]) -> float:
    """How far the slope may jump at the point itself, or within the finest step of it.

    The second difference over the step goes to zero with the step, except at a kink; the part
    that is proportional to the step is extrapolated away.
    """
    ratio = STEPS[1] / STEPS[2]
    return float(np.sum(np.abs(ratio * bends[2] - bends[1]))) / (2 * (ratio - 1))


def richardson(slopes: Sequence[float]) -> Estimate:
    """Extrapolate central differences at STEPS to step zero: their error is even in the step."""
    first = [
        fine + (fine - coarse) / ((STEPS[i] / STEPS[i + 1]) ** 2 - 1)
        for i, (coarse, fine) in enumerate(itertools.pairwise(slopes))
    ]
    ratio = (STEPS[0] / STEPS[1]) ** 4
    best = first[1] + (first[1] - first[0]) / (ratio - 1)
    return Estimate(best, abs(best - first[1]))
