"""Everybody's score in every lab: as rows for programs, and as the files that exports write."""

from __future__ import annotations

import importlib
import json
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, select

from autograder.course import Course
from autograder.exchange.access import Person, Role
from autograder.exchange.people import everybody
from autograder.exchange.standing import Attempt, Standing, class_standing
from autograder.exchange.tables import people
from autograder.exchange.terms import Terms, all_terms
from autograder.roster import Student
from autograder.scores.ledger import Entry, Ledger

# Each with the module of `autograder.exports` that writes it.
FORMATS = {"csv": "scores_csv", "canvas": "canvas_csv", "moodle": "moodle_csv"}


@dataclass(frozen=True)
class ScoreRow:
    """Where one student stands in one lab; `score` is after penalties, None without one."""

    login: str
    name: str
    lab: str
    attempts: int
    attempt: int | None
    score: float | None
    max_score: float | None
    late_seconds: float


def score_rows(connection: Connection, lab: str | None = None) -> list[ScoreRow]:
    """A row for each student and lab, whether they handed in or not."""
    standing = class_standing(connection)
    rows = []
    for terms in all_terms(connection):
        for person in everybody(connection, Role.STUDENT):
            if lab in (None, terms.lab):
                rows.append(_row(person, terms, standing.get((person.id, terms.lab))))
    return rows


def _row(person: Person, terms: Terms, standing: Standing | None) -> ScoreRow:
    best = standing.counting if standing else None
    return ScoreRow(
        login=person.login,
        name=person.name,
        lab=terms.lab,
        attempts=standing.attempts if standing else 0,
        attempt=best.attempt if best else None,
        score=best.points if best else None,
        max_score=best.max_points if best else None,
        late_seconds=best.late_by.total_seconds() if best else 0.0,
    )


def as_files(connection: Connection, course: Course, format_: str) -> Mapping[str, bytes]:
    """The class as one of `FORMATS` has it: each file's name and its bytes."""
    module = importlib.import_module(f"autograder.exports.{FORMATS[format_]}")
    files: Mapping[str, bytes] = module.files(class_ledger(connection, course))
    return files


def class_ledger(connection: Connection, course: Course) -> Ledger:
    """Who gets what: the attempts that count, after each lab's policy, and who has none."""
    labs = [terms.lab for terms in all_terms(connection)]
    known = {lab: course.assignment(lab) for lab in labs}
    standing, students = class_standing(connection), _students(connection)
    entries = [
        Entry(known[lab], student, best.outline, best.score)
        for lab in labs
        for person, student in students.items()
        if (best := _counting(standing.get((person, lab)))) and best.outline
    ]
    missing = {
        lab: tuple(s for person, s in students.items() if (person, lab) not in standing)
        for lab in labs
    }
    return Ledger(tuple(entries), (), missing, course.policy.drop_lowest)


def _counting(standing: Standing | None) -> Attempt | None:
    return standing.counting if standing else None


def _students(connection: Connection) -> dict[int, Student]:
    """The students as exports know them, by the number of their row."""
    ids = {row.id: json.loads(row.ids) for row in connection.execute(select(people))}
    return {
        person.id: Student(
            id=person.login,
            name=person.name,
            email=person.email,
            section=person.section,
            **ids[person.id],
        )
        for person in everybody(connection, Role.STUDENT)
    }
