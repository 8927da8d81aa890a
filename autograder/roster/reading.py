"""Reads the students from a CSV of our own or from what a course's platform exports.

Columns are told by their names, in any order; what Canvas, Moodle, Gradescope and GitHub Classroom
call them is known. Whatever else a file holds is passed over.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping

from autograder.errors import AuthoringError
from autograder.roster.student import Student


def parse_students(text: str, where: str) -> tuple[Student, ...]:
    """The students that a CSV file's text holds; `where` names it in messages."""
    first = text.partition("\n")[0]
    rows = csv.reader(io.StringIO(text), delimiter=max(",;\t", key=first.count))
    header = next(rows, [])
    fields = _fields(header)
    if not set(fields.values()) & _NAMING:
        raise AuthoringError(
            f"{where}: no column of its first line names a student. It needs at least one of: "
            "id, name, email, login, canvas_id, sis_id, github. It has: "
            f"{', '.join(header) or 'nothing'}."
        )
    students = [s for row in rows if (s := _student(_values(fields, row)))]
    _refuse_twins(students, where)
    return tuple(students)


def _refuse_twins(students: Iterable[Student], where: str) -> None:
    seen: dict[str, Student] = {}
    for student in students:
        if (twin := seen.setdefault(student.id, student)) is not student:
            raise AuthoringError(
                f"{where}: {twin.label} and {student.label} have the same id {student.id!r}. "
                "Give each student an id of their own."
            )


# What the exports call a column. Words are folded; a Canvas export's "ID" is seen to separately.
_COLUMNS: Mapping[str, str] = {
    **dict.fromkeys(("id", "student id", "student_id", "identifier"), "id"),
    **dict.fromkeys(("name", "student", "full name", "roster name"), "name"),
    **dict.fromkeys(("first name", "firstname", "first_name", "given name"), "first"),
    **dict.fromkeys(("last name", "lastname", "last_name", "surname", "family name"), "last"),
    **dict.fromkeys(("email", "email address", "e-mail", "mail"), "email"),
    **dict.fromkeys(("login", "username", "user name", "sis login id", "login id"), "login"),
    **dict.fromkeys(("canvas id", "canvas_id", "canvas user id"), "canvas_id"),
    **dict.fromkeys(("sis id", "sis_id", "sis user id", "sid", "id number", "idnumber"), "sis_id"),
    **dict.fromkeys(("section", "sections", "section name", "groups", "group"), "section"),
    **dict.fromkeys(("github", "github username", "github_username", "github user"), "github"),
    **dict.fromkeys(("files", "file", "pattern", "patterns"), "files"),
    "role": "role",
}
_NAMING = {"id", "name", "last", "email", "login", "canvas_id", "sis_id", "github"}
_STAFF = {"instructor", "teacher", "ta", "teaching assistant", "observer", "reader", "designer"}


def _fields(header: list[str]) -> dict[int, str]:
    """Which column holds which field. The first column of a kind wins."""
    words = [" ".join(cell.casefold().split()) for cell in header]
    canvas = "student" in words and ("sis login id" in words or "sis user id" in words)
    fields: dict[int, str] = {}
    for number, word in enumerate(words):
        name = "canvas_id" if canvas and word == "id" else _COLUMNS.get(word)
        if name and name not in fields.values():
            fields[number] = name
    return fields


def _values(fields: Mapping[int, str], row: list[str]) -> dict[str, str]:
    return {name: row[number].strip() for number, name in fields.items() if number < len(row)}


def _student(values: dict[str, str]) -> Student | None:
    """The student of a row; None for a blank one, a member of the staff or Canvas's own rows."""
    name = values.get("name") or " ".join(
        part for part in (values.get("first"), values.get("last")) if part
    )
    own = [values.get(key, "") for key in ("id", "login", "sis_id", "email", "github", "canvas_id")]
    own_id = next((key for key in own if key), name)
    if not own_id or name in ("Points Possible", "Student, Test"):
        return None
    if values.get("role", "").casefold() in _STAFF:
        return None
    plain = {key: values.get(key, "") for key in _PLAIN}
    files = tuple(part.strip() for part in values.get("files", "").split(";") if part.strip())
    return Student(id=own_id, name=name, files=files, **plain)


_PLAIN = ("email", "login", "canvas_id", "sis_id", "github", "section")
