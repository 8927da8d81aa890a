"""Where everybody stands: each person's attempts at each lab, and the one that counts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, select

from autograder.exchange.access import NotThere
from autograder.exchange.tables import extensions, grades, jobs, submissions
from autograder.exchange.terms import Counts, Terms, all_terms
from autograder.verdict import ReportStatus


@dataclass(frozen=True)
class Attempt:
    """A submission with the grade in force; `score` is before any penalty, None without one."""

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
    score: float | None
    max_score: float | None
    report: str | None
    late_by: timedelta
    kept: float

    @property
    def final(self) -> float | None:
        """The score after the penalty for being late."""
        return None if self.score is None else self.score * self.kept


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
    submissions.c.way, grades.c.status, grades.c.score, grades.c.max_score, grades.c.report,
    jobs.c.state,
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
        (person, lab): Standing(person, lab, len(tries), counting(tries, terms[lab].counts))
        for (person, lab), tries in found.items()
    }


def counting(attempts: Iterable[Attempt], counts: Counts) -> Attempt | None:
    """The attempt that counts: the last with a score, or the best after penalties."""
    scored = [attempt for attempt in attempts if attempt.final is not None]
    if counts is Counts.LAST:
        return max(scored, key=lambda a: a.attempt, default=None)
    return max(scored, key=lambda a: (a.final or 0.0, -a.attempt), default=None)


def _attempt(row: Any, terms: Terms, own_due: datetime | None = None) -> Attempt:
    due = own_due or terms.due
    late_by = max(row.received - due, timedelta()) if due else timedelta()
    graded = row.status == ReportStatus.GRADED
    waiting = "grading" if row.state == "leased" else "queued"
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
        status=row.status or waiting,
        score=row.score if graded else None,
        max_score=row.max_score if graded else None,
        report=row.report,
        late_by=late_by,
        kept=terms.late.share_kept(late_by),
    )
