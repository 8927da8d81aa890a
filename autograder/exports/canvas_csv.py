"""Canvas's gradebook import.

Canvas matches students by ID, then SIS User ID, SIS Login ID and name, so the ID column stays even
if it is empty; and assignments by the number in brackets behind their title.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from autograder.exports.table import csv_bytes
from autograder.scores.ledger import Entry, Ledger

HEAD = ("Student", "ID", "SIS User ID", "SIS Login ID", "Section")


def files(ledger: Ledger, columns: Mapping[str, str] | None = None) -> Mapping[str, bytes]:
    """`canvas.csv`. `columns` gives an assignment's column in Canvas, such as `Lab 1 (4711)`.

    Who fits nobody on the roster, or has no score, is not in it.
    """
    return {"canvas.csv": csv_bytes(_rows(ledger, columns or {}))}


def _rows(ledger: Ledger, columns: Mapping[str, str]) -> Iterator[Sequence[object]]:
    assignments = ledger.assignments
    scored = [entry for entry in ledger.matched if entry.score is not None]
    people: dict[str, dict[str, Entry]] = {}
    for entry in scored:
        people.setdefault(entry.student.id, {})[entry.assignment.name] = entry
    most = {e.assignment.name: e.score.max_points for e in scored if e.score}
    yield (*HEAD, *(columns.get(a.name, a.title) for a in assignments))
    yield ("    Points Possible", "", "", "", "", *(most.get(a.name) for a in assignments))
    for entries in people.values():
        student = next(iter(entries.values())).student
        found = [entries.get(a.name) for a in assignments]
        points = [e.score.points if e and e.score else None for e in found]
        login = student.login or student.id
        yield (student.label, student.canvas_id, student.sis_id, login, student.section, *points)
