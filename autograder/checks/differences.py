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
    points = [
        point + sign * step * direction
        for direction in directions
        for step in STEPS
        for sign in (1.0, -1.0)
    ]
    values = [float(np.sum(upstream * value)) for value in evaluate(points)]
    per_direction = 2 * len(STEPS)
    return [
        richardson(
            [
                (values[start + 2 * i] - values[start + 2 * i + 1]) / (2 * step)
                for i, step in enumerate(STEPS)
            ]
        )
        for start in range(0, len(values), per_direction)
    ]


def richardson(slopes: Sequence[float]) -> Estimate:
    """Extrapolate central differences at STEPS to step zero: their error is even in the step."""
    first = [
        fine + (fine - coarse) / ((STEPS[i] / STEPS[i + 1]) ** 2 - 1)
        for i, (coarse, fine) in enumerate(itertools.pairwise(slopes))
    ]
    ratio = (STEPS[0] / STEPS[1]) ** 4
    best = first[1] + (first[1] - first[0]) / (ratio - 1)
    return Estimate(best, abs(best - first[1]))
