"""Everybody's score in every lab, as rows to export."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from autograder.exchange.access import Person, Role
from autograder.exchange.people import everybody
from autograder.exchange.standing import Standing, class_standing
from autograder.exchange.tables import people
from autograder.exchange.terms import Terms, all_terms

# A spreadsheet would run a cell that begins so.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


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


def as_csv(rows: Iterable[ScoreRow]) -> str:
    """The rows as a CSV file."""
    header = ("login", "name", "lab", "attempts", "attempt", "score", "max_score", "late_hours")
    lines = [
        (r.login, r.name, r.lab, r.attempts, _number(r.attempt), _number(r.score),
         _number(r.max_score), f"{r.late_seconds / 3600:.2f}")
        for r in rows
    ]  # fmt: skip
    return _csv([header, *lines])


def as_canvas(connection: Connection) -> str:
    """The class in the form that Canvas's gradebook imports: a column for each lab."""
    labs = all_terms(connection)
    standing = class_standing(connection)
    most = {
        lab.lab: max(
            (s.counting.max_points or 0 for (_, name), s in standing.items()
             if name == lab.lab and s.counting),
            default=0.0,
        )
        for lab in labs
    }  # fmt: skip
    header = ("Student", "ID", "SIS User ID", "SIS Login ID", "Section", *(t.title for t in labs))
    lines: list[Sequence[str]] = [
        ("    Points Possible", "", "", "", "", *(_number(most[lab.lab]) for lab in labs))
    ]
    ids = {row.id: json.loads(row.ids) for row in connection.execute(select(people))}
    for person in everybody(connection, Role.STUDENT):
        own = [standing.get((person.id, lab.lab)) for lab in labs]
        scores = [_number(s.counting.points if s and s.counting else None) for s in own]
        names = ids[person.id]
        lines.append(
            (person.label, names.get("canvas_id", ""), names.get("sis_id", ""),
             names.get("login", "") or person.login, person.section, *scores)
        )  # fmt: skip
    return _csv([header, *lines])


def _number(value: float | None) -> str:
    return "" if value is None else f"{round(value, 4):g}"


def _csv(lines: Sequence[Sequence[object]]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([_harmless(v) for v in line] for line in lines)
    return text.getvalue()


def _harmless(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value
