"""A report as the plain text that a gradebook shows beside the score."""

from __future__ import annotations

from collections.abc import Iterator

from autograder.scores.ledger import Entry
from autograder.verdict import CheckStatus, ExerciseResult, ReportStatus
from autograder.words import check_word, clean, clip, points

LONGEST = 6000


def comment(entry: Entry) -> str:
    """What the student should read: points by exercise, what the policy did, what was missed.

    Where nothing was graded, why. A fault of ours is told as ours, without its inner words.
    """
    report = entry.report
    if report.status is ReportStatus.GRADER_ERROR:
        return "Not graded yet: the grader failed on this submission, and it is not your fault."
    if entry.score is None:
        return clip(clean(f"Not graded: {report.reason}"), LONGEST)
    lines = [f"{points(entry.score.points)} of {points(entry.score.max_points)} points."]
    lines += entry.score.steps
    for exercise in report.exercises:
        lines += exercise_lines(exercise)
    return clip(clean("\n".join([*lines, *report.notes])), LONGEST)


def exercise_lines(exercise: ExerciseResult) -> Iterator[str]:
    """The exercise's points, a line for each check that was missed, and how many were not tried."""
    yield f"{exercise.name}: {points(exercise.score)} of {points(exercise.max_score)}"
    waiting = 0
    for check in exercise.checks:
        if check.status is CheckStatus.SKIPPED:
            waiting += 1
        elif check.status is not CheckStatus.PASSED:
            first = check.message.partition("\n")[0]
            told = f" — {first}" if first else ""
            yield f"  {check_word(check)}: {check.title or check.name}{told}"
    if waiting:
        checks = "check that needs" if waiting == 1 else "checks that need"
        yield f"  Not tried: {waiting} {checks} others to pass first."
