"""The report of a submission that we failed to grade. Needs nothing of what grades."""

from __future__ import annotations

from autograder.grading.sources import Source
from autograder.verdict import Report, ReportStatus


def fault(source: Source, reason: str, isolation: str, assignment: str) -> Report:
    """The report of a submission that we failed to grade, under an assignment that there is."""
    return Report(
        assignment=assignment,
        submission=source.name,
        student=source.student,
        sha256="",
        status=ReportStatus.GRADER_ERROR,
        isolation=isolation,
        seed="",
        reason=reason,
        submitted=source.submitted,
    )
