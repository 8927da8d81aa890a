"""Writes scores and comments into nbgrader's gradebook.

Only what the autograder owns is written: automatic scores and comments, and the late penalty.
What a person gave (manual scores, extra credit, comments) stays and, as in nbgrader, goes before.
Writing the same again changes nothing.
"""

from __future__ import annotations

import os
import sys
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any

from autograder.course import Assignment
from autograder.errors import AuthoringError, GraderError
from autograder.gradebook.normal import released_notebook
from autograder.roster import Student
from autograder.scores.comment import comment, exercise_lines
from autograder.scores.lateness import parse_moment
from autograder.scores.ledger import Entry
from autograder.verdict import ReportStatus
from autograder.words import clean


@dataclass(frozen=True)
class Cells:
    """The ids of an assignment's test and solution cells, by exercise."""

    tests: Mapping[str, str]
    solutions: Mapping[str, str]


def cells_of(assignment: Assignment) -> Cells:
    """Read from the release, which nbgrader and we have in common."""
    found: dict[str, dict[str, str]] = {"test": {}, "solution": {}}
    for cell in released_notebook(assignment)["cells"]:
        own = cell["metadata"].get("autograder", {})
        if own.get("role") in found:
            found[own["role"]][own["exercise"]] = cell["metadata"]["nbgrader"]["grade_id"]
    return Cells(found["test"], found["solution"])


class Book:
    """A gradebook, open. Use in a `with`. `url` is any that SQLAlchemy knows."""

    def __init__(self, url: str, course_id: str = "default_course") -> None:
        from nbgrader.api import Gradebook  # takes two seconds

        try:
            with _own_programs():
                self.gradebook: Any = Gradebook(url, course_id)
        except Exception as error:
            raise GraderError(f"The gradebook {url} cannot be opened: {error}") from error

    def __enter__(self) -> Book:
        self._warnings = warnings.catch_warnings()
        self._warnings.__enter__()
        # nbgrader builds its objects before it adds them, which newer SQLAlchemys remark upon.
        warnings.filterwarnings("ignore", message="Object of type <Submitted")
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.gradebook.close()
        self._warnings.__exit__(None, None, None)

    def add_assignment(self, assignment: Assignment) -> None:
        """Make the assignment and its cells be in the gradebook, as generate_assignment does."""
        import nbformat
        from nbgrader.preprocessors import SaveCells

        due = _naive(assignment.due.isoformat()) if assignment.due else None
        self.gradebook.update_or_create_assignment(assignment.name, duedate=due)
        from_dict: Any = nbformat.from_dict  # carries no types
        names = {"notebook": assignment.name, "assignment": assignment.name}
        where = {**names, "db_url": str(self.gradebook.db.get_bind().url.render_as_string(False))}
        try:
            SaveCells().preprocess(from_dict(released_notebook(assignment)), {"nbgrader": where})
        except RuntimeError as error:
            raise AuthoringError(
                f"The gradebook knows {assignment.name} with other cells than the release has, and "
                f"submissions of it ({error}). Name another gradebook, or release as it was."
            ) from error
        self.gradebook.db.expire_all()

    def add_student(self, student: Student) -> None:
        """Make the student be in the gradebook; what nothing is known of stays as it is."""
        last, comma, first = student.name.partition(",")
        if not comma:
            first, _, last = student.name.rpartition(" ")
        about = {"first_name": first.strip(), "last_name": last.strip(), "email": student.email}
        known = {key: value for key, value in about.items() if value}
        self.gradebook.update_or_create_student(student.id, **known)

    def add_entry(self, entry: Entry) -> None:
        """Write what one student gets. GraderError for a report of our own fault, unwritten."""
        report, name = entry.report, entry.assignment.name
        if report.status is ReportStatus.GRADER_ERROR:
            raise GraderError(f"{report.submission} was not graded: {report.reason}")
        when = {"timestamp": _naive(report.submitted)} if report.submitted else {}
        self.gradebook.update_or_create_submission(name, entry.student.id, **when)
        place = (name, name, entry.student.id)  # the notebook is called as its assignment
        cells = cells_of(entry.assignment)
        self._scores(entry, cells, place)
        for grade_id, text in _comments(entry, cells):
            self.gradebook.find_comment(grade_id, *place).auto_comment = text
        self.gradebook.db.commit()
        self._penalty(entry, place)

    def _scores(self, entry: Entry, cells: Cells, place: tuple[str, str, str]) -> None:
        scores = {exercise.name: exercise.score for exercise in entry.report.exercises}
        for exercise, grade_id in cells.tests.items():
            grade = self.gradebook.find_grade(grade_id, *place)
            score = scores.get(exercise)
            # A person who has looked at a score must look again only where it changed.
            if score is None or grade.auto_score != score:
                grade.needs_manual_grade = score is None or grade.manual_score is not None
            grade.auto_score = score
            if exercise in entry.assignment.policy.bonus:
                grade.cell.max_score = 0.0  # so that what it gives is on top

    def _penalty(self, entry: Entry, place: tuple[str, str, str]) -> None:
        """What the policy took off; rounding is in it, so that nbgrader's total is ours."""
        notebook = self.gradebook.find_submission_notebook(*place)
        score = entry.score
        off = round(score.earned - score.points, 9) if score else 0.0
        notebook.late_submission_penalty = min(off, notebook.score) or None
        self.gradebook.db.commit()


@contextmanager
def _own_programs() -> Iterator[None]:
    """Let nbgrader find `alembic`, which it starts by name to set up a new gradebook."""
    before = os.environ.get("PATH", "")
    os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), before])
    try:
        yield
    finally:
        os.environ["PATH"] = before


def _comments(entry: Entry, cells: Cells) -> Iterator[tuple[str, str]]:
    """For each solution cell what the student should read; on the first, also about the whole."""
    results = {exercise.name: exercise for exercise in entry.report.exercises}
    general = [*(entry.score.steps if entry.score else [comment(entry)]), *entry.report.notes]
    for number, (exercise, grade_id) in enumerate(cells.solutions.items()):
        lines = list(exercise_lines(results[exercise])) if exercise in results else []
        yield grade_id, clean("\n".join([*(general if number == 0 else []), *lines]))


def _naive(text: str) -> datetime:
    """The time as nbgrader keeps it: UTC without saying so."""
    return parse_moment(text).astimezone(UTC).replace(tzinfo=None)
