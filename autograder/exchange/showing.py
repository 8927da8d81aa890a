"""What a student sees of a report: as much as the lab's terms show now, and nothing hidden ever.

Instructors see reports as they are. Everything that leaves for a student passes here.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from autograder.exchange.terms import Shown
from autograder.verdict import ExerciseResult, Report, ReportStatus

LEVELS = tuple(Shown)


def at_least(shown: Shown, level: Shown) -> bool:
    """Whether what is shown includes that level."""
    return LEVELS.index(shown) >= LEVELS.index(level)


def for_student(report: Report, shown: Shown) -> Report:
    """The report without what a student must not see, and without what is not shown yet.

    The seed, the names of mistakes and what tells wrong answers apart are never shown, nor what
    failed on our side. Why a file could not be graded always is: it must be handed in again.
    """
    public, score, all_ = (at_least(shown, Shown(level)) for level in ("public", "score", "all"))
    ours = report.status is ReportStatus.GRADER_ERROR
    results = report.exercises if score else ()
    return replace(
        report,
        seed="",
        timing={},
        reason="" if ours else report.reason,
        exercises=tuple(_exercise(result, checks=all_) for result in results),
        notes=report.notes if public and not ours else (),
        cells=report.cells if public and not ours else (),
        output=report.output if public and not ours else "",
    )


def _exercise(result: ExerciseResult, *, checks: bool) -> ExerciseResult:
    """With its checks, or with nothing but its sum."""
    if checks:
        shown = tuple(replace(check, mistake=None) for check in result.checks)
        return ExerciseResult(result.name, shown, cells=result.cells)
    if not result.checks:
        return ExerciseResult(result.name, ())
    whole = replace(
        result.checks[0],
        name="all",
        title="",
        message="",
        mistake=None,
        example=None,
        place=None,
        points=result.score,
        max_points=result.max_score,
    )
    return ExerciseResult(result.name, (whole,))


def as_json(report: Report | None, shown: Shown) -> dict[str, Any]:
    """What a student's program gets: points only where they are shown; None is not graded yet."""
    plain: dict[str, Any] = {
        "status": "queued",
        "shown": shown,
        "reason": "",
        "notes": [],
        "score": None,
        "max_score": None,
        "exercises": [],
    }
    if report is None:
        return plain
    seen = for_student(report, shown)
    plain |= {"status": seen.status, "reason": seen.reason, "notes": list(seen.notes)}
    if at_least(shown, Shown.SCORE) and seen.status is ReportStatus.GRADED:
        plain |= {"score": seen.score, "max_score": seen.max_score}
        plain["exercises"] = [_plain(result, shown) for result in seen.exercises]
    return plain


def _plain(result: ExerciseResult, shown: Shown) -> dict[str, Any]:
    plain: dict[str, Any] = {
        "name": result.name,
        "score": result.score,
        "max_score": result.max_score,
    }
    if shown is Shown.ALL:
        fields = ("title", "status", "points", "max_points", "message")
        plain["checks"] = [{f: getattr(check, f) for f in fields} for check in result.checks]
    return plain
