"""The database: one engine, and transactions that either write or only read.

SQLite runs in WAL mode with every commit on the disk before it returns; one writer at a time, which
the transaction asks for when it begins, so that none fails in its middle. PostgreSQL is the same by
another address. What the database refuses becomes one of two errors that say what to do.
"""

from __future__ import annotations

import functools
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, insert, select
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError

from autograder.errors import AuthoringError, GraderError
from autograder.exchange.tables import EPOCH, VERSION, metadata, state

NO_ROOM = "The server's disk is full. Nothing was stored; tell your instructor."
LONGEST_WAIT = 20.0  # seconds for another process's write to end


class Busy(GraderError):
    """The database is locked or away just now: try again in a moment. Nothing was stored."""


class Full(GraderError):
    """The disk is full. Nothing was stored."""


class Database:
    """Where the exchange keeps its tables; `url` as SQLAlchemy writes it."""

    def __init__(self, url: str, *, longest_wait: float = LONGEST_WAIT) -> None:
        self.url = url
        self.is_sqlite = url.startswith("sqlite")
        self.engine = _engine(url, longest_wait)
        # Threads of one process queue up here in order; SQLite's own waiting is a lottery.
        self._one_writer = threading.Lock() if self.is_sqlite else None

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A transaction that may write, and is on the disk when the block has ended."""
        with _said_plainly():
            if self._one_writer is None:
                with self.engine.begin() as connection:
                    yield connection
                return
            with self._one_writer, self.engine.connect() as connection:
                writing = connection.execution_options(begin="BEGIN IMMEDIATE")
                with writing.begin():
                    yield writing

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A transaction that sees the tables as they stand at one moment."""
        with _said_plainly(), self.engine.begin() as connection:
            yield connection

    def create(self) -> None:
        """Make the tables where there are none; AuthoringError for those of another version."""
        with self.write() as connection:
            if not self.is_sqlite:  # two servers may start at once
                connection.exec_driver_sql("SELECT pg_advisory_xact_lock(7140527)")
            metadata.create_all(connection)
            row = connection.execute(select(state.c.version)).first()
            if row is None:
                connection.execute(insert(state).values(id=1, version=VERSION, latest=EPOCH))
            elif row.version != VERSION:
                raise AuthoringError(
                    f"The exchange's database has version {row.version}; this program works with "
                    f"version {VERSION}. Use the autograder that it was made with."
                )

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()


def sqlite_url(path: Path) -> str:
    """The address of a SQLite file."""
    return f"sqlite:///{path}"


def _engine(url: str, longest_wait: float) -> Engine:
    if url.startswith("postgresql://"):
        url = url.replace("postgresql://", "postgresql+psycopg://", 1)
    try:
        if not url.startswith("sqlite"):
            engine = create_engine(url, pool_size=10, max_overflow=40, pool_pre_ping=True)
            event.listen(engine, "connect", functools.partial(_prepare_postgresql, longest_wait))
            return engine
        engine = create_engine(url, connect_args={"timeout": longest_wait}, max_overflow=90)
    except ModuleNotFoundError as error:
        raise AuthoringError(
            f"The database at {url.partition(':')[0]}: needs a package that is not installed "
            f"({error.name}). Install it: pip install 'autograder[postgresql]'"
        ) from error
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _: object) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves, where it should stand
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _prepare_postgresql(longest_wait: float, connection: Any, _: object) -> None:
    """Without it, a lock that somebody holds would be waited for without end."""
    with connection.cursor() as cursor:
        cursor.execute(f"SET lock_timeout = {round(1000 * longest_wait)}")
    connection.commit()


def _begin_sqlite(connection: Connection) -> None:
    connection.exec_driver_sql(connection.get_execution_options().get("begin", "BEGIN"))


@contextmanager
def _said_plainly() -> Iterator[None]:
    try:
        yield
    except IntegrityError:
        raise
    except OperationalError as error:
        text = str(error.orig)
        if "full" in text or "No space left" in text:
            raise Full(NO_ROOM) from error
        raise Busy("The server's database is busy. Nothing was stored; try again.") from error
    except DBAPIError as error:
        if error.connection_invalidated:
            raise Busy("The server's database went away. Nothing was stored; try again.") from error
        raise
