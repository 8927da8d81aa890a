"""The queue of submissions to grade, with leases: a worker that dies loses its lease, not the job.

A lease that is not renewed runs out, and the job is taken up again. A job at which workers died
again and again is given up as a fault of ours.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, case, func, or_, select, update

from autograder.exchange.store import Store
from autograder.exchange.tables import jobs, people, submissions

LEASE = timedelta(seconds=30)
MOST_TRIES = 4


@dataclass(frozen=True)
class Job:
    """A submission to grade; a `regrade` of 0 is its first grading."""

    id: int
    submission: int
    regrade: int
    tries: int
    lab: str
    sha256: str
    filename: str
    student: str
    received: datetime


def lease(store: Store, worker: str) -> Job | None:
    """The next job, leased to the worker; None where there is nothing to do.

    First gradings go before regrades: somebody is waiting for them.
    """
    now = store.clock()
    free = or_(
        jobs.c.state == "queued",
        (jobs.c.state == "leased") & (jobs.c.leased_until < now),
        # No lease is that long: the clock has stepped back, and who holds it may have died.
        (jobs.c.state == "leased") & (jobs.c.leased_until > now + LEASE),
    )
    first = case((jobs.c.regrade == 0, 0), else_=1)
    wanted = select(jobs.c.id).where(free).order_by(first, jobs.c.id).limit(1)
    with store.database.read() as connection:  # most looks find nothing, and hold nobody up
        if connection.execute(wanted).first() is None:
            return None
    with store.database.write() as connection:
        number = connection.execute(wanted.with_for_update(skip_locked=True)).scalar()
        if number is None:
            return None
        leased = {"state": "leased", "worker": worker, "leased_until": now + LEASE}
        query = update(jobs).where(jobs.c.id == number)
        connection.execute(query.values(**leased, tries=jobs.c.tries + 1))
        return _job(connection, number)


def renew(store: Store, job: Job, worker: str) -> None:
    """Hold a job for another lease."""
    with store.database.write() as connection:
        query = update(jobs).where(jobs.c.id == job.id, jobs.c.worker == worker)
        query = query.where(jobs.c.state == "leased")
        connection.execute(query.values(leased_until=store.clock() + LEASE))


def give_back(store: Store, worker: str) -> int:
    """Put back what a worker that has died was at; how many jobs that were."""
    with store.database.write() as connection:
        query = update(jobs).where(jobs.c.worker == worker, jobs.c.state == "leased")
        return connection.execute(query.values(state="queued", worker=None)).rowcount


def waiting(store: Store) -> int:
    """How many jobs there are to do."""
    query = select(func.count()).select_from(jobs).where(jobs.c.state != "done")
    with store.database.read() as connection:
        return connection.execute(query).scalar_one()


def ahead_of(connection: Connection, submission: int) -> int:
    """How many first gradings will be begun before this submission's."""
    mine = select(func.min(jobs.c.id)).where(jobs.c.submission == submission, jobs.c.regrade == 0)
    query = select(func.count()).select_from(jobs).where(jobs.c.state == "queued")
    query = query.where(jobs.c.regrade == 0, jobs.c.id < mine.scalar_subquery())
    return connection.execute(query).scalar_one()


def _job(connection: Connection, number: int) -> Job:
    query = (
        select(
            jobs.c.id, jobs.c.submission, jobs.c.regrade, jobs.c.tries,
            submissions.c.lab, submissions.c.sha256, submissions.c.filename, people.c.login,
            submissions.c.received,
        )
        .join(submissions, submissions.c.id == jobs.c.submission)
        .join(people, people.c.id == submissions.c.person)
        .where(jobs.c.id == number)
    )  # fmt: skip
    return Job(*connection.execute(query).one())
