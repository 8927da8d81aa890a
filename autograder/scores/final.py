"""One report's final score: bonus, lateness, rounding, in that order and nowhere else.

Pure: the report, the policy and the due date decide. What the policy changed is said in words,
so that every page and export can show the same.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import datetime, timedelta

from autograder.policy import Policy
from autograder.scores.lateness import days_begun, in_words, lateness
from autograder.verdict import Report, ReportStatus

# Sums of points such as 0.1 + 0.2 are not quite what a person would round.
_ROUNDING_ERROR = 1e-9


@dataclass(frozen=True)
class Score:
    """What a submission is worth. `earned` is before the policy, bonus included.

    `steps` are sentences for the student, one for each rule that changed something.
    """

    points: float
    max_points: float
    earned: float
    penalty: float = 0.0
    late: timedelta = timedelta()
    steps: tuple[str, ...] = ()


def final(report: Report, policy: Policy, due: datetime | None = None) -> Score | None:
    """The score of a graded report; None for any other, which has no score, not zero.

    `due` is the student's own due date, extensions included.
    """
    if report.status is not ReportStatus.GRADED:
        return None
    grace = timedelta(minutes=policy.grace_minutes)
    late = lateness(report.submitted, due, grace)
    bonus = [e for e in report.exercises if e.name in policy.bonus]
    max_points = report.max_score - sum(e.max_score for e in bonus)
    penalty = min(_penalty(policy, late) * max_points, report.score)
    points = _rounded(report.score - penalty, policy.rounding)
    steps = [
        f"{exercise.name} is a bonus: its {_number(exercise.score)} points count on top."
        for exercise in bonus
    ]
    if late:
        steps.append(f"Handed in {in_words(late)} late: {_number(penalty)} points are taken off.")
    if abs(points - (report.score - penalty)) > _ROUNDING_ERROR:
        steps.append(f"Rounded to a multiple of {_number(policy.rounding)}.")
    return Score(points, max_points, report.score, penalty, late, tuple(steps))


def _penalty(policy: Policy, late: timedelta) -> float:
    """The share of the assignment's points that being late costs."""
    if not late:
        return 0.0
    if policy.late_days is not None and late > timedelta(days=policy.late_days):
        return math.inf
    return min(days_begun(late) * policy.late_percent, policy.late_most) / 100


def _rounded(points: float, step: float) -> float:
    if not step:
        return points
    return round(math.floor(points / step + 0.5 + _ROUNDING_ERROR) * step, 9)


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
