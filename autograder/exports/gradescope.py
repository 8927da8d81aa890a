"""Gradescope's results.json, for the one submission that Gradescope's container holds.

Gradescope needs a number: what could not be graded gets 0 with the reason shown. A fault of ours
is no result at all: then Gradescope itself says that the autograder failed, and scores nothing.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from autograder.course import Assignment
from autograder.errors import GraderError
from autograder.roster import Student
from autograder.scores.comment import comment
from autograder.scores.final import final
from autograder.scores.lateness import parse_moment
from autograder.scores.ledger import Entry
from autograder.verdict import CheckResult, CheckStatus, Report, ReportStatus
from autograder.words import clean, clip

VISIBILITIES = ("visible", "after_due_date", "after_published", "hidden")
_LONGEST = 4000


@dataclass(frozen=True)
class Visibility:
    """Who sees what: the tests, and what the notebook printed. A hidden test hides the total."""

    tests: str = "visible"
    stdout: str = "hidden"


@dataclass(frozen=True)
class Metadata:
    """What Gradescope knows of a submission: its time, its due date, its authors."""

    submitted: datetime | None = None
    due: datetime | None = None
    students: tuple[str, ...] = ()


def read_metadata(path: Path) -> Metadata:
    """What `submission_metadata.json` says; nothing where it is missing or says it otherwise."""
    try:
        plain = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return Metadata()
    users = [user for user in _list(plain, "users") if isinstance(user, dict)]
    assignment = plain.get("assignment") if isinstance(plain, dict) else None
    # A user's own assignment carries the extension that was granted to them.
    owned = [user.get("assignment") for user in users]
    dues = [due for each in (*owned, assignment) if (due := _moment(each, "due_date"))]
    names = [str(user.get("email") or user.get("id") or "") for user in users]
    return Metadata(
        _moment(plain, "created_at"),
        max(dues, default=None),
        tuple(name for name in names if name),
    )


def _list(plain: Any, key: str) -> list[Any]:
    found = plain.get(key) if isinstance(plain, dict) else None
    return found if isinstance(found, list) else []


def _moment(plain: Any, key: str) -> datetime | None:
    try:
        return parse_moment(plain[key])
    except (TypeError, KeyError, ValueError):
        return None


def entry_of(assignment: Assignment, reports: Iterable[Report], metadata: Metadata) -> Entry | None:
    """What counts of the files that one student handed in: the best of them; None if none is.

    Students upload what they have, the given files among it. Of several that are worth nothing the
    notebook counts, as its reason is the one to read.
    """
    found = [_entry(assignment, report, metadata) for report in reports]
    return max(found, key=_rank, default=None)


def _rank(entry: Entry) -> tuple[float, bool, bool]:
    points = entry.score.points if entry.score else 0.0
    return points, entry.report.submission.endswith(".ipynb"), entry.score is not None


def _entry(assignment: Assignment, report: Report, metadata: Metadata) -> Entry:
    submitted = metadata.submitted.isoformat() if metadata.submitted else report.submitted
    known = replace(report, submitted=submitted)
    student = Student(id=" ".join(metadata.students) or report.submission)
    score = final(known, assignment.policy, metadata.due or assignment.due)
    return Entry(assignment, student, known, score)


def results(entry: Entry, visibility: Visibility) -> bytes:
    """The bytes of results.json. GraderError for a report of our own fault."""
    return _json(_graded(entry, visibility))


def nothing_handed_in(visibility: Visibility) -> bytes:
    """results.json where there was no file that could be graded."""
    told = "Nothing was graded: no .ipynb and no .py file is in what you handed in."
    return _json({**_frame(visibility), "score": 0, "output": told, "tests": []})


def _graded(entry: Entry, visibility: Visibility) -> Mapping[str, Any]:
    report = entry.report
    if report.status is ReportStatus.GRADER_ERROR:
        raise GraderError(f"{report.submission} was not graded: {report.reason}")
    tests = list(_tests(report, visibility))
    return {
        **_frame(visibility),
        "score": round(entry.score.points, 6) if entry.score else 0,
        "execution_time": round(report.timing.get("total", 0)),
        "output": comment(entry),
        "extra_data": {"sha256": report.sha256, "isolation": report.isolation},
        "tests": tests,
    }


def _frame(visibility: Visibility) -> dict[str, Any]:
    return {"output_format": "text", "stdout_visibility": visibility.stdout}


def _tests(report: Report, visibility: Visibility) -> Iterator[Mapping[str, Any]]:
    for number, exercise in enumerate(report.exercises, 1):
        for part, check in enumerate(exercise.checks, 1):
            told = {"number": f"{number}.{part}", "tags": [exercise.name]}
            yield {**_test(exercise.name, check), **told, "visibility": visibility.tests}


def _test(exercise: str, check: CheckResult) -> dict[str, Any]:
    return {
        "name": clean(f"{exercise}: {check.title or check.name}"),
        "score": round(check.points, 6),
        "max_score": round(check.max_points, 6),
        "status": "passed" if check.status is CheckStatus.PASSED else "failed",
        "output": clip(clean(check.message), _LONGEST),
        "output_format": "text",
    }


def _json(value: Mapping[str, Any]) -> bytes:
    return (json.dumps(value, indent=2, sort_keys=True, ensure_ascii=False) + "\n").encode()
