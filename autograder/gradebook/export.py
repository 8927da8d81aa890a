"""A ledger into an nbgrader course: its gradebook, and the folders that formgrader shows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from autograder.gradebook.folders import Originals, refuse_bad_id, write_folders
from autograder.gradebook.record import Book
from autograder.scores.ledger import Entry, Ledger
from autograder.verdict import ReportStatus


@dataclass(frozen=True)
class Exported:
    """One entry that was written, and whether the file that was graded was found again."""

    entry: Entry
    found: bool


def export(ledger: Ledger, course: Path, book: Book, originals: Originals) -> Iterator[Exported]:
    """Write every entry whose student is known and that the grader did not fail on.

    Students who handed in nothing are put on nbgrader's list, too.
    """
    entries = [e for e in ledger.matched if e.report.status is not ReportStatus.GRADER_ERROR]
    for entry in entries:
        refuse_bad_id(entry.student.id)
    for assignment in ledger.assignments:
        book.add_assignment(assignment)
    for students in ledger.missing.values():
        for student in students:
            book.add_student(student)
    for entry in entries:
        data = originals.of(entry.report)
        write_folders(course, entry, data)
        book.add_student(entry.student)
        book.add_entry(entry)
        yield Exported(entry, data is not None)
