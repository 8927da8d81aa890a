"""How late a submission is: the due date, extensions, grace, and the days begun since.

A submission whose time nobody told is never called late.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from autograder.errors import AuthoringError
from autograder.roster import Roster, Student

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Extension:
    """More time for one student: until `due`, or `days` longer; for one assignment or for all."""

    student: str
    assignment: str | None
    due: datetime | None
    days: float


@dataclass(frozen=True)
class Extensions:
    """All extensions of a course."""

    entries: tuple[Extension, ...] = ()

    def due(self, assignment: str, student: str, due: datetime | None) -> datetime | None:
        """When the student has to hand in: the latest of what was agreed, never before `due`."""
        if due is None:
            return None
        agreed = (
            extension.due or due + extension.days * DAY
            for extension in self.entries
            if extension.student == student and extension.assignment in (None, assignment)
        )
        return max((due, *agreed))


def read_extensions(path: Path, roster: Roster | None) -> Extensions:
    """The extensions in a CSV: student, assignment (empty: every one), and due or days.

    Students are found by the roster, as submissions are. AuthoringError, with the line, for what
    cannot be read: a slip here would cost a student points.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return Extensions(tuple(_rows(path, csv.DictReader(file), roster)))
    except (OSError, UnicodeDecodeError) as error:
        raise AuthoringError(f"The extensions {path} cannot be read: {error}") from error


def _rows(path: Path, rows: csv.DictReader[str], roster: Roster | None) -> Iterator[Extension]:
    if not {"student", *(("due",) if "due" in (rows.fieldnames or ()) else ("days",))} <= set(
        rows.fieldnames or ()
    ):
        raise AuthoringError(f"{path}: the first line must name the columns student and due.")
    for row in rows:
        where = f"{path}, line {rows.line_num}"
        text = {key: (value or "").strip() for key, value in row.items() if isinstance(key, str)}
        yield Extension(
            _student(where, text["student"], roster),
            text.get("assignment") or None,
            _moment(where, text.get("due", "")),
            _days(where, text.get("days", "")),
        )


def _student(where: str, name: str, roster: Roster | None) -> str:
    if roster is None:
        return name
    found: Student | None = roster.match(name, name).student
    if found is None:
        raise AuthoringError(f"{where}: {name!r} is not on the roster.")
    return found.id


def _moment(where: str, text: str) -> datetime | None:
    if not text:
        return None
    try:
        return parse_moment(text)
    except ValueError as error:
        raise AuthoringError(
            f"{where}: {text!r} is no date and time, such as 2027-03-01T23:59:00Z."
        ) from error


def _days(where: str, text: str) -> float:
    try:
        days = float(text or 0)
    except ValueError:
        days = math.nan
    if not 0 <= days < math.inf:
        raise AuthoringError(f"{where}: {text!r} is no number of days.")
    return days


def parse_moment(text: str) -> datetime:
    """A moment in ISO 8601; without a zone it is UTC. ValueError for anything else."""
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def lateness(submitted: str | None, due: datetime | None, grace: timedelta) -> timedelta:
    """The time between the due date and the submission, if grace does not cover it; else zero."""
    if submitted is None or due is None:
        return timedelta()
    late = parse_moment(submitted) - due
    return late if late > grace else timedelta()


def days_begun(late: timedelta) -> int:
    """A minute late is a day begun."""
    return math.ceil(late / DAY)


def in_words(late: timedelta) -> str:
    """A time span as people say it: 2 days 3 hours, 5 minutes."""
    minutes = max(1, math.ceil(late / timedelta(minutes=1)))
    days, hours, minutes = minutes // 1440, minutes // 60 % 24, minutes % 60
    counted = ((days, "day"), (hours, "hour"), (0 if days else minutes, "minute"))
    return " ".join(f"{n} {unit}{'s' if n > 1 else ''}" for n, unit in counted if n) or "1 day"
