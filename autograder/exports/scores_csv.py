"""Plain CSV: everybody and everything in one table, and the course's totals where there are many.

Also lists what no gradebook could take: unmatched submissions, replaced ones, who handed in
nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from autograder.course import Assignment
from autograder.exports.table import csv_bytes
from autograder.roster import Student
from autograder.scores.ledger import Entry, Ledger
from autograder.scores.total import total
from autograder.verdict import ReportStatus
from autograder.words import REPORT_WORDS

HEAD = (
    "assignment", "student", "name", "email", "section", "submission", "status", "points",
    "max_points", "earned", "penalty", "submitted", "notes",
)  # fmt: skip


def files(ledger: Ledger) -> Mapping[str, bytes]:
    """`scores.csv`, and with several assignments `totals.csv`."""
    made = {"scores.csv": csv_bytes(_scores(ledger))}
    if len(ledger.assignments) > 1:
        made["totals.csv"] = csv_bytes(_totals(ledger))
    return made


def _scores(ledger: Ledger) -> Iterator[Sequence[object]]:
    names = dict.fromkeys(e.name for entry in ledger.entries for e in entry.report.exercises)
    yield (*HEAD, *names)
    for entry in ledger.entries:
        status = "unmatched" if entry.unmatched else REPORT_WORDS[entry.report.status]
        yield _row(entry, status, names)
    for entry in ledger.replaced:
        yield _row(entry, "replaced", names)
    for assignment, students in ledger.missing.items():
        for student in students:
            person = (student.id, student.name, student.email, student.section)
            yield (assignment, *person, None, "missing")


def _row(entry: Entry, status: str, names: Mapping[str, None]) -> Sequence[object]:
    report, score, student = entry.report, entry.score, entry.student
    exercises = {exercise.name: exercise.score for exercise in report.exercises}
    numbers: Sequence[object] = (None,) * 4
    if score is not None:
        numbers = (score.points, score.max_points, score.earned, score.penalty)
    return (
        report.assignment,
        None if entry.unmatched else student.id,
        student.name,
        student.email,
        student.section,
        report.submission,
        status,
        *numbers,
        report.submitted,
        _notes(entry),
        *(exercises.get(name) for name in names),
    )


def _notes(entry: Entry) -> str:
    reason = entry.report.reason if entry.report.status is not ReportStatus.GRADED else ""
    steps = entry.score.steps if entry.score else ()
    return " ".join(part for part in (entry.unmatched, reason, *steps) if part)


def _totals(ledger: Ledger) -> Iterator[Sequence[object]]:
    maxima = {a.name: _max_points(ledger, a) for a in ledger.assignments}
    yield ("student", "name", *maxima, "total", "max_points", "dropped")
    people: dict[str, Student] = {}
    scores: dict[str, dict[str, Entry]] = {}
    for entry in ledger.matched:
        people[entry.student.id] = entry.student
        scores.setdefault(entry.student.id, {})[entry.assignment.name] = entry
    for students in ledger.missing.values():
        people.update({s.id: s for s in students if s.id not in people})
    for id_, student in people.items():
        own = {name: entry.score for name, entry in scores.get(id_, {}).items()}
        found = total(own, maxima, ledger.drop_lowest)
        each = [score.points if (score := own.get(name)) else None for name in maxima]
        yield (id_, student.name, *each, found.points, found.max_points, " ".join(found.dropped))


def _max_points(ledger: Ledger, assignment: Assignment) -> float:
    entries = ledger.of(assignment.name).entries
    return max((e.score.max_points for e in entries if e.score), default=0.0)
