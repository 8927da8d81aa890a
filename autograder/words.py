"""How verdicts are put into words, on pages, terminals and in exports: points, statuses, names.

Also the one place where text from a submission is made fit to be shown. A student's name or
output may hold escape sequences that repaint a terminal, or marks that turn a line around.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import PurePosixPath

from autograder.verdict import CheckResult, CheckStatus, Report, ReportStatus

_ESCAPE_SEQUENCE = re.compile(
    r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?|[^\[\]])?"
)
# Control characters, marks that turn the writing direction, and halves of surrogate pairs, which
# JSON can carry but UTF-8 cannot.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
_ROUNDING = 1e-9

CHECK_WORDS: Mapping[CheckStatus, str] = {
    CheckStatus.PASSED: "Passed",
    CheckStatus.FAILED: "Not right yet",
    CheckStatus.ERROR: "Raised an error",
    CheckStatus.TIMEOUT: "Took too long",
    CheckStatus.SKIPPED: "Not tried",
}
REPORT_WORDS: Mapping[ReportStatus, str] = {
    ReportStatus.GRADED: "graded",
    ReportStatus.UNGRADABLE: "ungradable",
    ReportStatus.GRADER_ERROR: "grader error",
}


# Files of these names are told apart by their folders.
SAYS_NOTHING = ("notebook", "solution", "submission", "main", "lab", "Untitled")


def clean(text: str) -> str:
    """The text as a terminal would have left it: no escape sequences, overwritten lines gone.

    Keeps line breaks and tabs; every other unseen character becomes U+FFFD, so that nothing
    disappears without a trace.
    """
    text = _ESCAPE_SEQUENCE.sub("", text.replace("\r\n", "\n"))
    if "\r" in text:  # progress bars; most outputs are long and have none
        lines = (line.rstrip("\r").rpartition("\r")[2] for line in text.split("\n"))
        text = "\n".join(lines)
    return _UNSEEN.sub("\ufffd", text)


def one_line(text: str) -> str:
    """The clean text with every run of white space turned into one space."""
    return " ".join(clean(text).split())


def clip(text: str, limit: int) -> str:
    """At most `limit` characters of the text, and then how many were left out."""
    left_out = len(text) - limit
    return text if left_out <= 0 else f"{text[:limit]}\n… {left_out:,} more characters left out."


def points(value: float) -> str:
    """Points with at most two decimals and no trailing zeros: 3, 2.5, 0.67."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def share(score: float, max_score: float) -> float:
    """The part of the points that was earned, from 0 to 1; 1 where there was nothing to earn."""
    if max_score <= 0:
        return 1.0
    part = score / max_score
    return 1.0 if part > 1 - _ROUNDING else max(part, 0.0)


def percent(part: float) -> str:
    """A share from 0 to 1 in whole per cent; only a full share is called 100."""
    return f"{100 if part >= 1 else min(round(100 * part), 99)} %"


def check_word(check: CheckResult) -> str:
    """The check's status as a student reads it; some points earned is said to be partly right."""
    partly = check.status is CheckStatus.FAILED and 0 < check.points < check.max_points
    return "Partly right" if partly else CHECK_WORDS[check.status]


def label(report: Report) -> str:
    """Who the report is about: the student, or else the submission's file.

    A file that is called as the assignment is told apart by its folder.
    """
    stem = PurePosixPath(submission_name(report)).stem
    parts = 2 if stem in (report.assignment, *SAYS_NOTHING) else 1
    return one_line(report.student or "") or submission_name(report, parts)


def submission_name(report: Report, parts: int = 1) -> str:
    """The end of the submission's path; the folders above it are the grader's own business."""
    path = PurePosixPath(report.submission.replace("\\", "/"))
    return one_line("/".join(path.parts[-parts:])) or "submission"
