"""What is stored about a person: listed, exported, and deleted so that nothing of it is left.

The server's logs are not in the data folder: they name logins, and are kept as long as whoever
runs the server keeps them.
"""

from __future__ import annotations

import io
import json
import zipfile
from typing import Any

from sqlalchemy import Connection, delete, or_, select, update

from autograder.exchange.access import NotThere
from autograder.exchange.handouts import is_plain_path
from autograder.exchange.store import Store
from autograder.exchange.tables import (
    audit,
    extensions,
    feedback_files,
    grades,
    labs,
    people,
    release_files,
    sessions,
    submissions,
    tokens,
)

DELETED = "somebody deleted"


def stored_about(store: Store, login: str) -> dict[str, Any]:
    """Everything, by table; of tokens and sessions only that there are some, and since when."""
    with store.database.read() as connection:
        person = _person(connection, login)
        mine = select(submissions.c.id).where(submissions.c.person == person["id"])
        return {
            "person": person,
            "tokens": _rows(connection, tokens, tokens.c.person == person["id"], "hash"),
            "sessions": _rows(
                connection, sessions, sessions.c.person == person["id"], "hash", "form_key"
            ),
            "extensions": _rows(connection, extensions, extensions.c.person == person["id"]),
            "submissions": _rows(connection, submissions, submissions.c.person == person["id"]),
            "grades": _rows(connection, grades, grades.c.submission.in_(mine)),
            "feedback_files": _rows(
                connection, feedback_files, feedback_files.c.submission.in_(mine)
            ),
            "audit": _rows(connection, audit, _about(login)),
        }


def export(store: Store, login: str) -> bytes:
    """A zip: all of `stored_about` as JSON, and the files themselves."""
    stored = stored_about(store, login)
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("stored.json", json.dumps(stored, indent=1, default=str))
        for row in stored["submissions"]:
            name = row["filename"] if is_plain_path(row["filename"]) else "submission"
            place = f"submissions/{row['lab']}-{row['attempt']}/{name}"
            packed.writestr(place, store.blobs.read(row["sha256"]))
        for row in stored["grades"]:
            packed.writestr(f"reports/{row['id']}.json", store.blobs.read(row["report"]))
        for row in stored["feedback_files"]:
            packed.writestr(
                f"feedback/{row['submission']}-{row['name']}", store.blobs.read(row["sha256"])
            )
    return archive.getvalue()


def delete_person(store: Store, login: str, actor: str) -> int:
    """Delete a person and all that is theirs; how many files that removed.

    The audit keeps that something was done, and no more to whom. Files go within the transaction:
    whoever stores the same bytes meanwhile does so after it, and writes them anew.
    """
    with store.database.write() as connection:
        store.stamp(connection)  # on PostgreSQL, too, nobody takes anything in meanwhile
        person = _person(connection, login)
        mine = select(submissions.c.id).where(submissions.c.person == person["id"])
        theirs = _files_of(connection, submissions.c.person == person["id"], mine)
        connection.execute(delete(people).where(people.c.id == person["id"]))
        connection.execute(update(audit).where(audit.c.subject == login).values(subject=DELETED))
        connection.execute(update(audit).where(audit.c.actor == login).values(actor=DELETED))
        for lab in list(connection.execute(select(labs.c.name)).scalars()):
            both = update(audit).where(audit.c.subject == f"{login}/{lab}")
            connection.execute(both.values(subject=f"{DELETED}/{lab}", detail="{}"))
        gone = theirs - referenced(connection)
        for name in gone:
            store.blobs.remove(name)
        store.note(connection, actor, "delete person", DELETED, files=len(gone))
    return len(gone)


def referenced(connection: Connection) -> set[str]:
    """The names of all files that anything in the tables still needs."""
    columns = (
        submissions.c.sha256,
        grades.c.report,
        release_files.c.sha256,
        feedback_files.c.sha256,
    )
    return {name for column in columns for name in connection.execute(select(column)).scalars()}


def _files_of(connection: Connection, own: Any, mine: Any) -> set[str]:
    queries = (
        select(submissions.c.sha256).where(own),
        select(grades.c.report).where(grades.c.submission.in_(mine)),
        select(feedback_files.c.sha256).where(feedback_files.c.submission.in_(mine)),
    )
    return {name for query in queries for name in connection.execute(query).scalars()}


def _person(connection: Connection, login: str) -> dict[str, Any]:
    row = connection.execute(select(people).where(people.c.login == login)).first()
    if row is None:
        raise NotThere(f"Nobody on the roster is called {login!r}.")
    return dict(row._mapping)


def _about(login: str) -> Any:
    return or_(
        audit.c.actor == login,
        audit.c.subject == login,
        audit.c.subject.startswith(f"{login}/", autoescape=True),
    )


def _rows(connection: Connection, table: Any, key: Any, *without: str) -> list[dict[str, Any]]:
    found = connection.execute(select(table).where(key))
    return [{k: v for k, v in row._mapping.items() if k not in without} for row in found]
