"""The roster: people, their roles, and the tokens by which they are known.

A token is shown once, when it is made; only its hash is kept. A new one for a person ends the old.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update

from autograder.errors import AuthoringError
from autograder.exchange.access import NotThere, Person, Role
from autograder.exchange.store import Store
from autograder.exchange.tables import people, sessions, tokens

PREFIX = "ag_"


@dataclass(frozen=True)
class Entry:
    """A line of a roster; `ids` is what other systems call the person."""

    login: str
    name: str = ""
    email: str = ""
    section: str = ""
    ids: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Enrolled:
    """What enrolling changed, by login."""

    added: tuple[str, ...]
    changed: tuple[str, ...]


def enrol(store: Store, entries: Iterable[Entry], role: Role, actor: str) -> Enrolled:
    """Put people on the roster, or bring what is known of them up to date. Removes nobody.

    A person keeps the role that they have: a roster of students does not demote an instructor.
    """
    added, changed = [], []
    with store.database.write() as connection:
        known = {row.login: row for row in connection.execute(select(people))}
        for entry in entries:
            _refuse_bad_login(entry.login)
            values = _values(entry)
            old = known.get(entry.login)
            if old is None:
                row = {"role": role, "active": True, "created": store.clock(), **values}
                connection.execute(insert(people).values(**row))
                added.append(entry.login)
            elif not old.active or any(getattr(old, key) != value for key, value in values.items()):
                one = update(people).where(people.c.id == old.id)
                connection.execute(one.values(active=True, **values))
                changed.append(entry.login)
        store.note(connection, actor, "enrol", role, added=len(added), changed=len(changed))
    return Enrolled(tuple(added), tuple(changed))


def _values(entry: Entry) -> dict[str, Any]:
    return {
        "login": entry.login,
        "name": entry.name[:400],
        "email": entry.email[:400],
        "section": entry.section[:200],
        "ids": json.dumps(entry.ids, sort_keys=True),
    }


def _refuse_bad_login(login: str) -> None:
    if not login.strip() or len(login) > 200 or not login.isprintable() or "/" in login:
        raise AuthoringError(
            f"{login[:80]!r} cannot be an id: it needs 1 to 200 printable characters and no '/'."
        )


def person_named(connection: Connection, login: str) -> Person:
    """The active person of that login; NotThere where the roster has none."""
    key = (people.c.login == login) & people.c.active
    row = connection.execute(select(people).where(key)).first()
    if row is None:
        raise NotThere(f"Nobody on the roster is called {login!r}.")
    return as_person(row)


def person_numbered(connection: Connection, number: int) -> Person:
    """The person with that row number."""
    row = connection.execute(select(people).where(people.c.id == number)).first()
    if row is None:
        raise NotThere("There is no such person.")
    return as_person(row)


def everybody(connection: Connection, role: Role | None = None) -> list[Person]:
    """All who are active, or those of one role, by their names."""
    query = select(people).where(people.c.active)
    rows = connection.execute(query.where(people.c.role == role) if role else query)
    return sorted(map(as_person, rows), key=lambda p: (p.label.casefold(), p.login))


def as_person(row: Row[Any]) -> Person:
    """The person of a row of the table."""
    return Person(row.id, row.login, row.name, row.email, Role(row.role), row.section)


def deactivate(store: Store, login: str, actor: str) -> None:
    """Let somebody in no more. What they handed in stays."""
    with store.database.write() as connection:
        person = person_named(connection, login)
        connection.execute(update(people).where(people.c.id == person.id).values(active=False))
        for table in (tokens, sessions):
            connection.execute(delete(table).where(table.c.person == person.id))
        store.note(connection, actor, "deactivate", login)


def new_token(store: Store, login: str, actor: str, expires: datetime | None = None) -> str:
    """A token for a person, to be shown once; whatever token they had ends."""
    token = PREFIX + secrets.token_urlsafe(32)
    with store.database.write() as connection:
        person = person_named(connection, login)
        connection.execute(delete(tokens).where(tokens.c.person == person.id))
        row = {"hash": digest(token), "person": person.id, "created": store.clock()}
        connection.execute(insert(tokens).values(**row, expires=expires))
        store.note(connection, actor, "token", login)
    return token


def first_instructor(store: Store) -> str | None:
    """On a new exchange: an instructor, so that somebody can sign in; the token, else None."""
    with store.database.read() as connection:
        if connection.execute(select(people.c.id).limit(1)).first() is not None:
            return None
    enrol(store, [Entry("instructor", "Instructor")], Role.INSTRUCTOR, "first start")
    return new_token(store, "instructor", "first start")


def without_token(connection: Connection) -> list[str]:
    """The logins of those who have no token yet."""
    having = select(tokens.c.person)
    query = select(people.c.login).where(people.c.active, people.c.id.not_in(having))
    return list(connection.execute(query.order_by(people.c.login)).scalars())


def person_with_token(store: Store, connection: Connection, token: str) -> Person | None:
    """Whose token it is; None where it is nobody's, or has expired."""
    query = (
        select(people, tokens.c.expires)
        .join(tokens, tokens.c.person == people.c.id)
        .where(tokens.c.hash == digest(token), people.c.active)
    )
    row = connection.execute(query).first()
    if row is None or (row.expires is not None and row.expires <= store.clock()):
        return None
    return as_person(row)


def digest(secret: str) -> str:
    """What is kept of a token. It has 256 random bits, so a plain hash gives nothing away."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()
