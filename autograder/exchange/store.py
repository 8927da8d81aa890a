"""A data folder in use: its database, its files, its signing key and its clock, as one value.

DATA/exchange.db       the tables, unless they are in PostgreSQL
DATA/blobs/            notebooks, releases and reports by their SHA-256
DATA/receipts.key      what receipts are signed with
DATA/handed_out/       published releases as folders, for the grader; can be made again
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, insert, select, update

from autograder.errors import GraderError
from autograder.exchange.blobs import Blobs
from autograder.exchange.database import Database, sqlite_url
from autograder.exchange.receipts import Signer
from autograder.exchange.tables import audit, state

Clock = Callable[[], datetime]
TICK = timedelta(microseconds=1)
DATABASE = "exchange.db"


def utc_now() -> datetime:
    """The machine's clock."""
    return datetime.now(UTC)


@dataclass(frozen=True)
class Store:
    """Everything that the exchange remembers, and what time it is."""

    folder: Path
    database: Database
    blobs: Blobs
    signer: Signer
    clock: Clock = utc_now

    @classmethod
    def open(cls, folder: Path, url: str | None = None, clock: Clock = utc_now) -> Store:
        """The store in a folder, made there if there is none."""
        try:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            database = Database(url or sqlite_url(folder / DATABASE))
            database.create()
            return cls(folder, database, Blobs(folder / "blobs"), Signer(folder), clock)
        except OSError as error:
            raise GraderError(f"{folder} cannot be used: {error.strerror}.") from error

    def stamp(self, connection: Connection) -> datetime:
        """The time now, later than every time stamped before, whatever the clock does.

        Holds every other stamping transaction up until this one ends, so that the order of stamps
        is the order of what was stored.
        """
        locked = select(state.c.latest).with_for_update()
        latest: datetime = connection.execute(locked).scalar_one()
        moment = max(self.clock(), latest + TICK)
        connection.execute(update(state).values(latest=moment))
        return moment

    def stepped_back(self) -> timedelta:
        """How far the clock is behind the latest stamp; zero where it is not."""
        with self.database.read() as connection:
            latest: datetime = connection.execute(select(state.c.latest)).scalar_one()
        return max(latest - self.clock(), timedelta())

    def note(
        self, connection: Connection, actor: str, action: str, subject: str, **detail: Any
    ) -> None:
        """Write a line of the audit, in the transaction that does what it tells of."""
        row = {"at": self.clock(), "actor": actor, "action": action, "subject": subject}
        connection.execute(insert(audit).values(**row, detail=json.dumps(detail, default=_plain)))

    def close(self) -> None:
        """Close the database."""
        self.database.close()


def _plain(value: object) -> str:
    """What is noted of a value that JSON does not know."""
    return value.isoformat(timespec="seconds") if isinstance(value, datetime) else str(value)
