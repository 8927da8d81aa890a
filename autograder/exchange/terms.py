"""The terms of a lab: when it opens and is due, what counts, and what students see when."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update

from autograder.errors import AuthoringError
from autograder.exchange.access import NotThere
from autograder.exchange.people import person_named
from autograder.exchange.store import Store
from autograder.exchange.tables import extensions, labs
from autograder.policy import Policy, read_policy


class Shown(StrEnum):
    """How much of their feedback students see; each shows what those before it show."""

    NOTHING = "nothing"  # that it was graded
    PUBLIC = "public"  # what ran and what it printed, which they could have seen themselves
    SCORE = "score"  # the points, in all and for each exercise
    ALL = "all"  # every check and what was wrong


@dataclass(frozen=True)
class Terms:
    """A lab's terms; for one person, `due` and `closes` include their extension.

    After `due` work is late, after `closes` it is refused. `most_attempts` of 0 is no limit.
    """

    lab: str
    title: str
    position: int = 0
    opens: datetime | None = None
    due: datetime | None = None
    closes: datetime | None = None
    before_due: Shown = Shown.ALL
    after_due: Shown = Shown.ALL
    policy: Policy = field(default_factory=Policy)
    most_attempts: int = 0
    extended: bool = False

    def is_open(self, now: datetime) -> bool:
        """Whether students may see the lab."""
        return self.opens is None or self.opens <= now

    def is_closed(self, now: datetime) -> bool:
        """Whether nothing is taken in any more."""
        return self.closes is not None and self.closes < now

    def late_by(self, received: datetime) -> timedelta:
        """How late something received then is; zero where it is in time."""
        return max(received - self.due, timedelta()) if self.due else timedelta()

    def shown(self, now: datetime) -> Shown:
        """What a student sees now."""
        return self.after_due if self.due is not None and self.due < now else self.before_due


def all_terms(connection: Connection, person: int | None = None) -> list[Terms]:
    """Every lab's terms in the course's order, with a person's extensions if one is named."""
    rows = connection.execute(select(labs).order_by(labs.c.position, labs.c.name))
    query = select(extensions.c.lab, extensions.c.due).where(extensions.c.person == person)
    own = {row.lab: row.due for row in connection.execute(query)} if person is not None else {}
    return [_extended(_terms(row), own.get(row.name)) for row in rows]


def terms_of(connection: Connection, lab: str, person: int | None = None) -> Terms:
    """One lab's terms; NotThere for a lab that was not handed out."""
    row = connection.execute(select(labs).where(labs.c.name == lab)).first()
    if row is None:
        raise NotThere(f"There is no lab {lab[:80]!r}.")
    key = (extensions.c.person == person) & (extensions.c.lab == lab)
    due = connection.execute(select(extensions.c.due).where(key)).scalar() if person else None
    return _extended(_terms(row), due)


def change_terms(store: Store, lab: str, actor: str, **changes: Any) -> Terms:
    """Change some of a lab's terms; they hold for what is shown and counted from now on."""
    with store.database.write() as connection:
        before = terms_of(connection, lab)
        terms = replace(before, **changes)
        _refuse_disorder(terms)
        connection.execute(update(labs).where(labs.c.name == lab).values(**as_row(terms)))
        store.note(connection, actor, "terms", lab, **_changed(before, terms))
    return terms


def extend(
    store: Store, login: str, lab: str, due: datetime | None, reason: str, actor: str
) -> None:
    """Give a person another due time for a lab, or take it away again (None)."""
    with store.database.write() as connection:
        person = person_named(connection, login)
        terms_of(connection, lab)
        key = (extensions.c.person == person.id) & (extensions.c.lab == lab)
        connection.execute(delete(extensions).where(key))
        if due is not None:
            row = {"person": person.id, "lab": lab, "due": due, "reason": reason[:400]}
            connection.execute(insert(extensions).values(**row))
        store.note(connection, actor, "extension", f"{login}/{lab}", due=due, reason=reason)


def as_row(terms: Terms) -> dict[str, Any]:
    """The columns of the table that hold the terms, without the lab's name."""
    names = ("title", "position", "opens", "due", "closes", "before_due", "after_due")
    plain = {name: getattr(terms, name) for name in names}
    policy = {name: value for name, value in asdict(terms.policy).items() if value is not None}
    return {**plain, "policy": json.dumps(policy), "most_attempts": terms.most_attempts}


def _terms(row: Row[Any]) -> Terms:
    return Terms(
        lab=row.name,
        title=row.title,
        position=row.position,
        opens=row.opens,
        due=row.due,
        closes=row.closes,
        before_due=Shown(row.before_due),
        after_due=Shown(row.after_due),
        policy=read_policy(Path(f"terms of {row.name}"), json.loads(row.policy)),
        most_attempts=row.most_attempts,
    )


def _changed(before: Terms, after: Terms) -> dict[str, Any]:
    """Each setting that differs, as it is now; those of the policy by their own names."""
    old, new = (_flat(terms) for terms in (before, after))
    return {name: value for name, value in new.items() if value != old[name]}


def _flat(terms: Terms) -> dict[str, Any]:
    plain = asdict(terms)
    return {**plain.pop("policy"), **plain}


def _extended(terms: Terms, due: datetime | None) -> Terms:
    if due is None:
        return terms
    closes = max(terms.closes, due) if terms.closes else None
    return replace(terms, due=due, closes=closes, extended=True)


def _refuse_disorder(terms: Terms) -> None:
    moments = [m for m in (terms.opens, terms.due, terms.closes) if m is not None]
    if moments != sorted(moments):
        raise AuthoringError(f"{terms.lab}: it must open before it is due and close after that.")
    read_policy(Path(terms.lab), json.loads(as_row(terms)["policy"]))  # its kinds and bounds
    if terms.most_attempts < 0:
        raise AuthoringError(f"{terms.lab}: the number of attempts cannot be negative.")
