"""Who is in the class, and whose a submission is. Standard library only; writes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from autograder.errors import AuthoringError
from autograder.roster.matching import Match, Said, match
from autograder.roster.reading import parse_students
from autograder.roster.student import Student

__all__ = ["FILE_NAME", "Match", "Roster", "Student", "find_roster", "read_roster"]

FILE_NAME = "roster.csv"


@dataclass(frozen=True)
class Roster:
    """The students of a class, in the file's order."""

    students: tuple[Student, ...]

    @cached_property
    def by_id(self) -> Mapping[str, Student]:
        """Each student by their id."""
        return {student.id: student for student in self.students}

    def match(self, submission: str, student: str | None = None) -> Match:
        """Whose a submission is, from its path as given and the student that grading saw in it.

        Where grading saw a student, the path's other words are not asked: among them stands what
        students call their own files.
        """
        return match(self.students, Said(submission, student))

    def missing(self, seen: Iterable[str]) -> tuple[Student, ...]:
        """The students whose id is not among `seen`."""
        present = set(seen)
        return tuple(student for student in self.students if student.id not in present)


def read_roster(path: Path) -> Roster:
    """The roster in a CSV file. AuthoringError, with the line, where it cannot be one."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise AuthoringError(f"The roster {path} cannot be read: {error}") from error
    return Roster(parse_students(text, str(path)))


def find_roster(root: Path, given: Path | None = None) -> Roster | None:
    """The roster that was given, or else the course's own `roster.csv`; None where it has none."""
    if given is not None:
        return read_roster(given)
    own = root / FILE_NAME
    return read_roster(own) if own.is_file() else None
