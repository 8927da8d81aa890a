"""Grades: recorded once for each grading of a submission; one of them is in force.

A regrade makes new ones beside those in force. Its difference is looked at first, and then it is
published as a whole or thrown away.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, func, insert, select, update

from autograder.errors import AuthoringError
from autograder.exchange.access import NotThere
from autograder.exchange.queue import Job
from autograder.exchange.store import Store
from autograder.exchange.tables import grades, jobs, people, regrades, submissions
from autograder.exchange.terms import terms_of
from autograder.verdict import Report, ReportStatus

RUNNING, READY, PUBLISHED, DISCARDED = "running", "ready", "published", "discarded"


@dataclass(frozen=True)
class Regrade:
    """A regrade of all submissions of a lab, and how many of them are still to be graded."""

    id: int
    lab: str
    reason: str
    started_by: str
    state: str
    left: int
    total: int


@dataclass(frozen=True)
class Change:
    """A submission whose regrade differs from the grade in force (None: it had no score)."""

    submission: int
    login: str
    name: str
    attempt: int
    before: float | None
    after: float | None
    status: str


def record(store: Store, job: Job, report: Report, release: int) -> bool:
    """Keep a report as the job's result; False where somebody else has been quicker."""
    name = store.blobs.add(report.to_json().encode())
    with store.database.write() as connection:
        number = _add_grade(connection, store, job, report, name, release)
        done = update(jobs).where(jobs.c.id == job.id)
        connection.execute(done.values(state="done", worker=None))
        if number is not None and job.regrade == 0:
            # A regrade that was published meanwhile is newer than this.
            mine = update(submissions).where(submissions.c.id == job.submission)
            connection.execute(mine.where(submissions.c.grade.is_(None)).values(grade=number))
        if job.regrade:
            _end_if_done(connection, job.regrade)
    return number is not None


def _add_grade(
    connection: Connection, store: Store, job: Job, report: Report, name: str, release: int
) -> int | None:
    # Two workers may have had the job, one after its lease ran out; and its person may be gone.
    there = select(submissions.c.id).where(submissions.c.id == job.submission)
    if connection.execute(there.with_for_update()).first() is None:
        return None
    key = (grades.c.submission == job.submission) & (grades.c.regrade == job.regrade)
    if connection.execute(select(grades.c.id).where(key)).first() is not None:
        return None
    row = {
        "submission": job.submission,
        "regrade": job.regrade,
        "status": report.status,
        "score": report.score,
        "max_score": report.max_score,
        "exercises": json.dumps([[e.name, e.score, e.max_score] for e in report.exercises]),
        "report": name,
        "release": release,
        "graded": store.clock(),
    }
    store.blobs.add_again(name, report.to_json().encode())  # as in intake
    (number,) = connection.execute(insert(grades).values(**row)).inserted_primary_key or (None,)
    return number


def _left(connection: Connection, regrade: int) -> int:
    query = select(func.count()).select_from(jobs)
    query = query.where(jobs.c.regrade == regrade, jobs.c.state != "done")
    return connection.execute(query).scalar_one()


def _end_if_done(connection: Connection, regrade: int) -> None:
    if _left(connection, regrade) == 0:
        mine = update(regrades).where(regrades.c.id == regrade, regrades.c.state == RUNNING)
        connection.execute(mine.values(state=READY))


def start_regrade(store: Store, lab: str, reason: str, actor: str) -> int:
    """Queue every submission of a lab to be graded again; its number."""
    with store.database.write() as connection:
        terms_of(connection, lab)
        busy = select(regrades.c.id).where(
            regrades.c.lab == lab, regrades.c.state.in_((RUNNING, READY))
        )
        if open_one := connection.execute(busy).scalar():
            raise AuthoringError(
                f"Regrade {open_one} of {lab} is not finished: publish or discard it first."
            )
        row = {"lab": lab, "reason": reason[:400], "started": store.clock(), "started_by": actor}
        query = insert(regrades).values(**row, state=RUNNING)
        (number,) = connection.execute(query).inserted_primary_key or (0,)
        numbers = connection.execute(
            select(submissions.c.id).where(submissions.c.lab == lab).order_by(submissions.c.id)
        ).scalars()
        job = {"regrade": number, "state": "queued", "tries": 0, "queued": store.clock()}
        if rows := [{"submission": submission, **job} for submission in numbers]:
            connection.execute(insert(jobs), rows)
        _end_if_done(connection, number)
        store.note(connection, actor, "regrade", lab, number=number, reason=reason)
    return number


def regrade_of(connection: Connection, number: int) -> Regrade:
    """A regrade as it stands."""
    row = connection.execute(select(regrades).where(regrades.c.id == number)).first()
    if row is None:
        raise NotThere(f"There is no regrade {number}.")
    query = select(func.count()).select_from(jobs).where(jobs.c.regrade == number)
    total, left = connection.execute(query).scalar_one(), _left(connection, number)
    return Regrade(row.id, row.lab, row.reason, row.started_by, row.state, left, total)


def all_regrades(connection: Connection) -> list[Regrade]:
    """Every regrade, the newest first."""
    numbers = connection.execute(select(regrades.c.id).order_by(regrades.c.id.desc())).scalars()
    return [regrade_of(connection, number) for number in list(numbers)]


def changes(connection: Connection, number: int) -> list[Change]:
    """What publishing a regrade would change, by student and attempt."""
    old, new = grades.alias("old"), grades.alias("new")
    query = (
        select(
            submissions.c.id, submissions.c.attempt, people.c.login, people.c.name,
            old.c.score.label("before"), old.c.status.label("status_before"),
            new.c.score.label("after"), new.c.status,
        )
        .join(people, people.c.id == submissions.c.person)
        .join(new, new.c.submission == submissions.c.id)
        .outerjoin(old, old.c.id == submissions.c.grade)
        .where(new.c.regrade == number)
        .order_by(people.c.login, submissions.c.attempt)
    )  # fmt: skip
    found = []
    for row in connection.execute(query):
        before = row.before if row.status_before == ReportStatus.GRADED else None
        after = row.after if row.status == ReportStatus.GRADED else None
        if before != after:
            about = (row.id, row.login, row.name, row.attempt)
            found.append(Change(*about, before, after, row.status))
    return found


def publish_regrade(store: Store, number: int, actor: str) -> None:
    """Put a regrade's grades in force. Where the grader itself failed, the old one stays."""
    with store.database.write() as connection:
        _demand_state(connection, number, (READY,))
        key = (grades.c.submission == submissions.c.id) & (grades.c.regrade == number)
        good = grades.c.status != ReportStatus.GRADER_ERROR
        new = select(grades.c.id).where(key, good).scalar_subquery()
        query = update(submissions).where(select(grades.c.id).where(key, good).exists())
        connection.execute(query.values(grade=new))
        _end(store, connection, number, PUBLISHED, actor)


def discard_regrade(store: Store, number: int, actor: str) -> None:
    """Throw a regrade away; what is in force stays so."""
    with store.database.write() as connection:
        _demand_state(connection, number, (RUNNING, READY))
        left = update(jobs).where(jobs.c.regrade == number)
        connection.execute(left.values(state="done", worker=None))
        _end(store, connection, number, DISCARDED, actor)


def _demand_state(connection: Connection, number: int, states: Sequence[str]) -> None:
    regrade = regrade_of(connection, number)
    if regrade.state not in states:
        left = f", with {regrade.left} submissions to go" if regrade.left else ""
        raise AuthoringError(f"Regrade {number} is {regrade.state}{left}.")


def _end(store: Store, connection: Connection, number: int, state: str, actor: str) -> None:
    connection.execute(update(regrades).where(regrades.c.id == number).values(state=state))
    store.note(connection, actor, f"regrade {state}", str(number))
