"""Moodle's gradebook import: identity columns, then grade and feedback of each assignment.

In Moodle: Grades, Import, CSV file; map "Email address" (or "ID number") to the user, and let the
two columns of an assignment go to its item together, since a second import of feedback alone would
overwrite it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from autograder.exports.table import csv_bytes
from autograder.scores.comment import comment
from autograder.scores.ledger import Entry, Ledger

HEAD = ("Full name", "Username", "ID number", "Email address")


def files(ledger: Ledger) -> Mapping[str, bytes]:
    """`moodle.csv`. Who fits nobody on the roster, or has no score, is not in it."""
    return {"moodle.csv": csv_bytes(_rows(ledger))}


def _rows(ledger: Ledger) -> Iterator[Sequence[object]]:
    titles = [(a.title, f"{a.title} (feedback)") for a in ledger.assignments]
    yield (*HEAD, *(column for pair in titles for column in pair))
    people: dict[str, dict[str, Entry]] = {}
    for entry in ledger.matched:
        if entry.score is not None:
            people.setdefault(entry.student.id, {})[entry.assignment.name] = entry
    for entries in people.values():
        student = next(iter(entries.values())).student
        login, email = student.login or student.id, student.email or _email(student.id)
        row: list[object] = [student.name, login, student.sis_id, email]
        for assignment in ledger.assignments:
            found = entries.get(assignment.name)
            row += [found.score.points, comment(found)] if found and found.score else [None, None]
        yield row


def _email(text: str) -> str:
    return text if "@" in text else ""
