"""Takes submissions in. When a receipt is given, the bytes and the row are on the disk.

The same bytes sent again, by a client that never heard the answer or a student who pressed twice,
get the same receipt and are no new attempt.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePosixPath
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from autograder.errors import SubmissionError
from autograder.exchange.access import Action, NotThere, Person, may
from autograder.exchange.receipts import Receipt, moment_text
from autograder.exchange.store import Store
from autograder.exchange.tables import jobs, submissions
from autograder.exchange.terms import Terms, terms_of
from autograder.grading import notebook
from autograder.grading.sources import MAX_BYTES, SUFFIXES

WAYS = ("page", "command", "notebook", "nbgrader")


class Refused(SubmissionError):
    """It is not taken in; the reason is the student's to mend."""


class TooLarge(Refused):
    """More bytes than a submission may have."""


class WrongType(Refused):
    """Neither a notebook nor a Python file."""


class Closed(Refused):
    """Not the time for it, or no attempt is left."""


@dataclass(frozen=True)
class Upload:
    """A file as it arrived. `sha256` is what the sender says it is, if it does."""

    filename: str
    data: bytes
    way: str = "command"
    retry_key: str | None = None
    sha256: str | None = None


@dataclass(frozen=True)
class Taken:
    """The signed receipt, the submission's number, and whether it is new."""

    receipt: dict[str, Any]
    submission: int
    is_new: bool


def take_in(store: Store, person: Person, lab: str, upload: Upload) -> Taken:
    """Keep a submission and have it graded. Refused with the reason where it cannot be."""
    with store.database.read() as connection:
        _refuse_untimely(terms_of(connection, lab, person.id), person, store.clock())
    refuse_bad(lab, upload)
    sha256 = store.blobs.add(upload.data)
    with store.database.write() as connection:
        now = store.stamp(connection)
        if same := _sent_before(connection, person, lab, sha256, upload.retry_key):
            return Taken(json.loads(same.receipt), same.id, is_new=False)
        terms = terms_of(connection, lab, person.id)
        attempt = _next_attempt(connection, person, lab)
        _refuse_untimely(terms, person, now)
        _refuse_attempt(terms, attempt)
        # Whoever deletes files does so in a transaction like this one: it cannot happen below.
        store.blobs.add_again(sha256, upload.data)
        receipt = Receipt(person.login, lab, attempt, sha256, len(upload.data), moment_text(now))
        return _insert(connection, store, person, upload, receipt, now)


def _insert(
    connection: Connection,
    store: Store,
    person: Person,
    upload: Upload,
    receipt: Receipt,
    now: datetime,
) -> Taken:
    signed = store.signer.sign(receipt)
    row = {
        "person": person.id,
        "lab": receipt.lab,
        "attempt": receipt.attempt,
        "sha256": receipt.sha256,
        "size": receipt.size,
        "filename": _plain_filename(upload.filename),
        "way": upload.way if upload.way in WAYS else "command",
        "received": now,
        "retry_key": upload.retry_key,
    }
    query = insert(submissions).values(**row, receipt="")
    (number,) = connection.execute(query).inserted_primary_key or (0,)
    signed["submission"] = number
    stored = update(submissions).where(submissions.c.id == number)
    connection.execute(stored.values(receipt=json.dumps(signed)))
    job = {"submission": number, "regrade": 0, "state": "queued", "tries": 0, "queued": now}
    connection.execute(insert(jobs).values(**job))
    return Taken(signed, number, is_new=True)


def refuse_bad(lab: str, upload: Upload) -> None:
    """Refused for what could never be graded, so that a student hears of it at once."""
    if len(upload.data) > MAX_BYTES:
        raise TooLarge(
            f"The file is larger than {MAX_BYTES // 2**20} MB. Clear all outputs (in Jupyter: "
            "Kernel, Restart & Clear Output), save, and hand it in again."
        )
    if PurePosixPath(upload.filename.lower()).suffix not in SUFFIXES:
        raise WrongType("Hand in a notebook (.ipynb) or a Python file (.py), and nothing else.")
    if upload.sha256 and upload.sha256 != hashlib.sha256(upload.data).hexdigest():
        raise Refused("The file was damaged on its way: its SHA-256 differs. Send it again.")
    try:
        read = notebook.read(upload.filename, upload.data)
    except SubmissionError as error:
        raise Refused(str(error)) from error
    if read.assignment not in (None, lab):
        raise Refused(f"This is the notebook of {read.assignment[:80]}, not of {lab}.")


def _refuse_untimely(terms: Terms, person: Person, now: datetime) -> None:
    if not terms.is_open(now) and not may(person, Action.SEE_UNOPENED):
        raise NotThere(f"There is no lab {terms.lab!r}.")
    if terms.is_closed(now):
        raise Closed(f"{terms.lab} is closed since {terms.closes:%Y-%m-%d %H:%M} UTC.")


def _refuse_attempt(terms: Terms, attempt: int) -> None:
    if terms.most_attempts and attempt > terms.most_attempts:
        raise Closed(f"All {terms.most_attempts} attempts at {terms.lab} have been used.")


def _sent_before(
    connection: Connection, person: Person, lab: str, sha256: str, retry_key: str | None
) -> Row[Any] | None:
    mine = select(submissions).where(submissions.c.person == person.id)
    if retry_key is not None:
        row = connection.execute(mine.where(submissions.c.retry_key == retry_key)).first()
        if row is not None and (row.sha256, row.lab) != (sha256, lab):
            raise Refused("This Idempotency-Key was used for another file. Use a new one.")
        if row is not None:
            return row
    query = mine.where(submissions.c.lab == lab).order_by(submissions.c.attempt.desc())
    latest = connection.execute(query.limit(1)).first()
    return latest if latest is not None and latest.sha256 == sha256 else None


def _next_attempt(connection: Connection, person: Person, lab: str) -> int:
    key = (submissions.c.person == person.id) & (submissions.c.lab == lab)
    query = select(submissions.c.attempt).where(key).order_by(submissions.c.attempt.desc())
    return (connection.execute(query.limit(1)).scalar() or 0) + 1


def _plain_filename(name: str) -> str:
    """The last part of the name, without what a header or a terminal would act on."""
    last = name.replace("\\", "/").rpartition("/")[2]
    return "".join(char if char.isprintable() else "_" for char in last)[:200] or "submission"
