"""A browser's session: made from a token, known by a cookie, and ended by logging out or by time.

Every session has a form key besides, which each form sends back: a page elsewhere that makes the
browser send a request has the cookie but not the key.
"""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import delete, insert, select

from autograder.exchange.access import Forbidden, Person
from autograder.exchange.people import as_person, digest
from autograder.exchange.store import Store
from autograder.exchange.tables import people, sessions

LASTS = timedelta(hours=12)


@dataclass(frozen=True)
class Session:
    """A session and whose it is."""

    person: Person
    form_key: str

    def demand_form_key(self, sent: str) -> None:
        """Forbidden unless the form was one of ours."""
        if not hmac.compare_digest(self.form_key.encode(), sent.encode("utf-8", "replace")):
            raise Forbidden("This form was out of date. Go back, reload the page, and try again.")


def start(store: Store, person: Person) -> str:
    """Begin a session and return what its cookie holds."""
    cookie = secrets.token_urlsafe(32)
    row = {
        "hash": digest(cookie),
        "person": person.id,
        "form_key": secrets.token_urlsafe(32),
        "expires": store.clock() + LASTS,
    }
    with store.database.write() as connection:
        connection.execute(delete(sessions).where(sessions.c.expires <= store.clock()))
        connection.execute(insert(sessions).values(**row))
    return cookie


def find(store: Store, cookie: str) -> Session | None:
    """The session of a cookie, if it is one and has not ended."""
    query = (
        select(people, sessions.c.form_key)
        .join(sessions, sessions.c.person == people.c.id)
        .where(sessions.c.hash == digest(cookie), people.c.active)
        .where(sessions.c.expires > store.clock())
    )
    with store.database.read() as connection:
        row = connection.execute(query).first()
    return Session(as_person(row), row.form_key) if row else None


def end(store: Store, cookie: str) -> None:
    """End a session."""
    with store.database.write() as connection:
        connection.execute(delete(sessions).where(sessions.c.hash == digest(cookie)))
