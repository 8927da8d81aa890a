"""Where everybody stands: each person's attempts at each lab, and the one that counts."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, select

from autograder.exchange.access import NotThere
from autograder.exchange.receipts import moment_text
from autograder.exchange.tables import extensions, grades, jobs, submissions
from autograder.exchange.terms import Terms, all_terms
from autograder.policy import BEST, Policy
from autograder.scores.final import Score, final
from autograder.verdict import CheckResult, CheckStatus, ExerciseResult, Report, ReportStatus


@dataclass(frozen=True)
class Attempt:
    """A submission with the grade in force; `score` is after the lab's policy, None without one."""

    submission: int
    person: int
    lab: str
    attempt: int
    received: datetime
    sha256: str
    size: int
    filename: str
    way: str
    status: str  # queued, grading, graded, ungradable, grader_error
    report: str | None
    late_by: timedelta
    score: Score | None
    outline: Report | None  # of its report the sums alone

    @property
    def points(self) -> float | None:
        """What it is worth."""
        return None if self.score is None else self.score.points

    @property
    def max_points(self) -> float | None:
        """What it could have been worth."""
        return None if self.score is None else self.score.max_points


@dataclass(frozen=True)
class Standing:
    """A person's place in a lab: how many attempts, and the one that counts if there is one."""

    person: int
    lab: str
    attempts: int
    counting: Attempt | None


_COLUMNS = (
    submissions.c.id, submissions.c.person, submissions.c.lab, submissions.c.attempt,
    submissions.c.received, submissions.c.sha256, submissions.c.size, submissions.c.filename,
    submissions.c.way, grades.c.status, grades.c.exercises, grades.c.report, jobs.c.state,
)  # fmt: skip
_FOUND = (
    select(*_COLUMNS)
    .outerjoin(grades, grades.c.id == submissions.c.grade)
    .outerjoin(jobs, (jobs.c.submission == submissions.c.id) & (jobs.c.regrade == 0))
)


def attempts_of(connection: Connection, person: int, lab: str | None = None) -> list[Attempt]:
    """A person's attempts, the newest first."""
    terms = {one.lab: one for one in all_terms(connection, person)}
    query = _FOUND.where(submissions.c.person == person)
    query = query.where(submissions.c.lab == lab) if lab is not None else query
    rows = connection.execute(query.order_by(submissions.c.id.desc()))
    return [_attempt(row, terms[row.lab]) for row in rows]


def attempt_numbered(connection: Connection, submission: int) -> Attempt:
    """One submission; NotThere where there is none. Whose it is must be asked by the caller."""
    row = connection.execute(_FOUND.where(submissions.c.id == submission)).first()
    if row is None:
        raise NotThere("There is no such submission.")
    terms = {one.lab: one for one in all_terms(connection, row.person)}
    return _attempt(row, terms[row.lab])


def class_standing(connection: Connection) -> dict[tuple[int, str], Standing]:
    """Everybody's standing in every lab where they handed in, by person and lab."""
    terms = {one.lab: one for one in all_terms(connection)}
    own = {(row.person, row.lab): row.due for row in connection.execute(select(extensions))}
    found: dict[tuple[int, str], list[Attempt]] = {}
    for row in connection.execute(_FOUND.order_by(submissions.c.id)):
        key = (row.person, row.lab)
        found.setdefault(key, []).append(_attempt(row, terms[row.lab], own.get(key)))
    return {
        (person, lab): Standing(person, lab, len(tries), counting(tries, terms[lab].policy))
        for (person, lab), tries in found.items()
    }


def counting(attempts: Iterable[Attempt], policy: Policy) -> Attempt | None:
    """The attempt that counts, of those that have a score: the latest, or the best."""
    scored = [attempt for attempt in attempts if attempt.score is not None]
    if policy.counts == BEST:
        return max(scored, key=lambda a: (a.points or 0.0, -a.attempt), default=None)
    return max(scored, key=lambda a: a.attempt, default=None)


def _attempt(row: Any, terms: Terms, own_due: datetime | None = None) -> Attempt:
    due = own_due or terms.due
    outline = _outline(row) if row.status else None
    return Attempt(
        submission=row.id,
        person=row.person,
        lab=row.lab,
        attempt=row.attempt,
        received=row.received,
        sha256=row.sha256,
        size=row.size,
        filename=row.filename,
        way=row.way,
        status=row.status or ("grading" if row.state == "leased" else "queued"),
        report=row.report,
        late_by=max(row.received - due, timedelta()) if due else timedelta(),
        score=final(outline, terms.policy, due) if outline else None,
        outline=outline,
    )


def _outline(row: Any) -> Report:
    """A report with nothing in it but the points of each exercise, which is all a policy asks."""
    exercises = tuple(
        ExerciseResult(name, (CheckResult("sum", "", CheckStatus.PASSED, points, most),))
        for name, points, most in json.loads(row.exercises)
    )
    return Report(
        assignment=row.lab,
        submission=row.filename,
        student=None,
        sha256=row.sha256,
        status=ReportStatus(row.status),
        isolation="",
        seed="",
        exercises=exercises,
        submitted=moment_text(row.received),
    )
