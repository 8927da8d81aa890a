"""What the exchange keeps in its database. Bytes (notebooks, releases, reports) are not in it.

Files are kept by their SHA-256 (see `blobs`); the tables hold that name. Every moment is UTC, kept
as microseconds in an integer, so that SQLite and PostgreSQL order and compare it alike.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)
from sqlalchemy.types import TypeDecorator

VERSION = 1
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Moment(TypeDecorator[datetime]):
    """An aware datetime, kept as microseconds since 1970."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> int | None:
        """To the database."""
        return None if value is None else (value - EPOCH) // timedelta(microseconds=1)

    def process_result_value(self, value: int | None, dialect: Any) -> datetime | None:
        """From the database."""
        return None if value is None else EPOCH + timedelta(microseconds=value)


metadata = MetaData()


def _table(name: str, *parts: Any) -> Table:
    return Table(name, metadata, *parts)


def _id() -> Column[int]:
    return Column("id", Integer, primary_key=True)


def _person(**options: Any) -> Column[int]:
    return Column("person", ForeignKey("people.id", ondelete="CASCADE"), nullable=False, **options)


def _required(name: str, kind: Any, **options: Any) -> Column[Any]:
    return Column(name, kind, nullable=False, **options)


# One row: the schema's version, and the latest moment that was ever written on a receipt.
state = _table(
    "state",
    _id(),
    _required("version", Integer),
    _required("latest", Moment),
)

people = _table(
    "people",
    _id(),
    _required("login", String(200), unique=True),
    _required("name", String(400)),
    _required("email", String(400)),
    _required("role", String(20)),
    _required("section", String(200)),
    _required("ids", Text),  # JSON: what other systems call them
    _required("active", Boolean),
    _required("created", Moment),
)

# Only the SHA-256 of a token is kept: 256 random bits need no slow hash.
tokens = _table(
    "tokens",
    Column("hash", String(64), primary_key=True),
    _person(index=True),
    _required("created", Moment),
    Column("expires", Moment),
)

sessions = _table(
    "sessions",
    Column("hash", String(64), primary_key=True),
    _person(index=True),
    _required("form_key", String(64)),
    _required("expires", Moment),
)

labs = _table(
    "labs",
    Column("name", String(200), primary_key=True),
    _required("title", String(400)),
    _required("position", Integer),
    Column("opens", Moment),
    Column("due", Moment),
    Column("closes", Moment),
    _required("before_due", String(20)),
    _required("after_due", String(20)),
    _required("policy", Text),  # JSON: how points become a score
    _required("most_attempts", Integer),
)

releases = _table(
    "releases",
    _id(),
    _required("lab", ForeignKey("labs.name"), type_=String(200)),
    _required("version", Integer),
    _required("label", String(100)),
    _required("digest", String(64)),
    _required("published", Moment),
    UniqueConstraint("lab", "version"),
)

release_files = _table(
    "release_files",
    Column("release", ForeignKey("releases.id"), primary_key=True),
    Column("path", String(400), primary_key=True),
    _required("sha256", String(64)),
    _required("size", Integer),
)

extensions = _table(
    "extensions",
    Column("person", ForeignKey("people.id", ondelete="CASCADE"), primary_key=True),
    Column("lab", ForeignKey("labs.name"), primary_key=True),
    _required("due", Moment),
    _required("reason", Text),
)

submissions = _table(
    "submissions",
    _id(),
    _person(),
    _required("lab", ForeignKey("labs.name"), type_=String(200)),
    _required("attempt", Integer),
    _required("sha256", String(64), index=True),
    _required("size", Integer),
    _required("filename", String(400)),
    _required("way", String(20)),
    _required("received", Moment),
    Column("retry_key", String(100)),
    _required("receipt", Text),
    Column("grade", Integer),  # the grade in force, a row of `grades`
    UniqueConstraint("person", "lab", "attempt"),
    UniqueConstraint("person", "retry_key"),
)
Index("by_lab", submissions.c.lab, submissions.c.person)

# A regrade of 0 stands for the first grading.
grades = _table(
    "grades",
    _id(),
    _required("submission", ForeignKey("submissions.id", ondelete="CASCADE"), type_=Integer),
    _required("regrade", Integer),
    _required("status", String(20)),
    _required("score", Float),
    _required("max_score", Float),
    _required("exercises", Text),  # JSON: name, points and most points of each
    _required("report", String(64)),
    _required("release", Integer),
    _required("graded", Moment),
    UniqueConstraint("submission", "regrade"),
)

jobs = _table(
    "jobs",
    _id(),
    _required("submission", ForeignKey("submissions.id", ondelete="CASCADE"), type_=Integer),
    _required("regrade", Integer),
    _required("state", String(20)),
    _required("tries", Integer),
    _required("queued", Moment),
    Column("worker", String(100)),
    Column("leased_until", Moment),
    UniqueConstraint("submission", "regrade"),
)
Index("by_state", jobs.c.state, jobs.c.regrade, jobs.c.id)

regrades = _table(
    "regrades",
    _id(),
    _required("lab", ForeignKey("labs.name"), type_=String(200)),
    _required("reason", Text),
    _required("started", Moment),
    _required("started_by", String(200)),
    _required("state", String(20)),
)

# Pages that a teacher's own nbgrader made for a student; handed over as files, never shown.
feedback_files = _table(
    "feedback_files",
    Column("submission", ForeignKey("submissions.id", ondelete="CASCADE"), primary_key=True),
    Column("name", String(400), primary_key=True),
    _required("sha256", String(64)),
)

audit = _table(
    "audit",
    _id(),
    _required("at", Moment),
    _required("actor", String(200)),
    _required("action", String(60)),
    _required("subject", String(400)),
    _required("detail", Text),
)
