"""Who may do what: every rule of access, in one table. Nothing else decides about access.

A student's own things are theirs alone. What somebody may not know of is not there for them: a
stranger's submission is answered as one that does not exist.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from autograder.errors import AutograderError


class Role(StrEnum):
    """What a person is in this course."""

    STUDENT = "student"
    GRADER = "grader"
    INSTRUCTOR = "instructor"


class Action(StrEnum):
    """Something that a person may want to do."""

    TAKE_PART = "take part"  # see labs, fetch them, hand in, see what is one's own
    SEE_UNOPENED = "see labs that are not open yet"
    SEE_CLASS = "see the class, its scores and everybody's submissions"
    EXPORT = "export scores and collect submissions"
    EXTEND = "grant extensions"
    REGRADE = "grade again and publish the new scores"
    PUBLISH = "publish releases and change terms"
    MANAGE_PEOPLE = "change the roster and give out tokens"
    SEE_AUDIT = "see the audit"


EVERYBODY = frozenset(Role)
STAFF = frozenset({Role.GRADER, Role.INSTRUCTOR})
INSTRUCTORS = frozenset({Role.INSTRUCTOR})

RULES: dict[Action, frozenset[Role]] = {
    Action.TAKE_PART: EVERYBODY,
    Action.SEE_UNOPENED: STAFF,
    Action.SEE_CLASS: STAFF,
    Action.EXPORT: STAFF,
    Action.EXTEND: INSTRUCTORS,
    Action.REGRADE: INSTRUCTORS,
    Action.PUBLISH: INSTRUCTORS,
    Action.MANAGE_PEOPLE: INSTRUCTORS,
    Action.SEE_AUDIT: INSTRUCTORS,
}


@dataclass(frozen=True)
class Person:
    """Somebody who is known to the exchange."""

    id: int
    login: str
    name: str
    email: str
    role: Role
    section: str = ""

    @property
    def label(self) -> str:
        """The name, or else the login."""
        return self.name or self.login


class Unknown(AutograderError):
    """Nobody is known by that token, or none was given."""


class Forbidden(AutograderError):
    """The person is known and may not do that."""


class NotThere(AutograderError):
    """There is no such thing, or none that this person may know of."""


def may(person: Person, action: Action) -> bool:
    """Whether the person may."""
    return person.role in RULES[action]


def demand(person: Person, action: Action) -> None:
    """Forbidden unless the person may."""
    if not may(person, action):
        raise Forbidden(f"As a {person.role} you may not {action}.")


def demand_own(person: Person, owner: int) -> None:
    """NotThere unless it is the person's own, or the person may see everybody's."""
    if person.id != owner and not may(person, Action.SEE_CLASS):
        raise NotThere("There is no such submission.")
