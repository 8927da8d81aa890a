"""The people of a roster file, as the exchange enrols them."""

from __future__ import annotations

from dataclasses import asdict

from autograder.exchange.people import Entry
from autograder.roster.reading import parse_students
from autograder.roster.student import Student

_ELSEWHERE = ("login", "canvas_id", "sis_id", "github")


def read_entries(text: str, where: str = "roster.csv") -> list[Entry]:
    """Everybody in a CSV of ours or of a platform's; AuthoringError where it cannot be one."""
    return [_entry(student) for student in parse_students(text.replace("\x00", ""), where)]


def _entry(student: Student) -> Entry:
    plain = asdict(student)
    ids = {name: plain[name] for name in _ELSEWHERE if plain[name]}
    return Entry(student.id, student.name, student.email, student.section, ids)
