"""Makes stock `nbgrader autograde`, and formgrader's button, grade in our box.

Named in the `nbgrader_config.py` that `autograder export nbgrader --setup` writes. In place of
running a notebook in a kernel, its original file is graded here; the notebook that nbgrader shows
is the release with the student's code in it, so that nothing a file has been through can stop the
class.
"""

from __future__ import annotations

import atexit
import shutil
from functools import cache
from pathlib import Path
from typing import Any

import nbformat
from nbconvert.exporters import NotebookExporter
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import Unicode

from autograder.course import Assignment, Course
from autograder.errors import GraderError
from autograder.gradebook.normal import normal_notebook
from autograder.gradebook.outputs import with_verdict
from autograder.gradebook.record import Book
from autograder.grading.grader import Grader
from autograder.grading.sources import Source
from autograder.grading.timestamps import timestamp_beside
from autograder.roster import Student, find_roster
from autograder.scores.ledger import Entry, rules_of
from autograder.verdict import Report, ReportStatus

_from_dict: Any = nbformat.from_dict  # carries no types


def name_the_notebook(*, assignment: str, notebooks: list[str], **_: object) -> None:
    """Take a student's only notebook for the assignment's, whatever the student called it.

    nbgrader calls this before it looks at a student's files, and would turn such a one away. The
    file stays; a copy of the right name stands beside it.
    """
    name = f"{assignment}.ipynb"
    if len(notebooks) == 1 and Path(notebooks[0]).name != name:
        named = Path(notebooks[0]).with_name(name)
        shutil.copyfile(notebooks[0], named)
        notebooks.append(str(named))


class SubmissionExporter(NotebookExporter):
    """Reads a submission as grading does: from its bytes, believing nothing but its code."""

    course = Unicode(help="The autograder course's directory.").tag(config=True)

    def from_file(
        self, file_stream: Any, resources: dict[str, Any] | None = None, **options: Any
    ) -> tuple[Any, Any]:
        """Convert the file, which may be no valid notebook at all."""
        path = Path(file_stream.name)
        assignment = _assignment(self.course, (resources or {})["nbgrader"]["assignment"])
        notebook = normal_notebook(assignment, path.name, path.read_bytes())
        convert: Any = self.from_notebook_node  # carries no types
        converted: tuple[Any, Any] = convert(_from_dict(notebook), resources=resources, **options)
        return converted


class GradeInBox(NbGraderPreprocessor):  # type: ignore[misc]
    """Grades the submission's file in a box, and puts the verdict under the test cells."""

    course = Unicode(help="The autograder course's directory.").tag(config=True)
    isolation = Unicode("", help="strict, unprivileged or none; empty: the strongest.").tag(
        config=True
    )

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Raises GraderError where the fault is ours: nbgrader then records no score."""
        facts = resources["nbgrader"]
        folders = self.parent.parent.coursedir
        place = (folders.submitted_directory, facts["student"], facts["assignment"])
        path = Path(folders.format_path(*place)) / f"{facts['notebook']}.ipynb"
        when = timestamp_beside(str(path), None)
        source = Source(str(path), str(path), None, facts["student"], when)
        report = _grader(self.course, facts["assignment"], self.isolation).grade(source)
        assert report is not None  # only a known seed makes it None
        if report.status is ReportStatus.GRADER_ERROR:
            raise GraderError(f"{path} was not graded: {report.reason}")
        resources["autograder"] = report
        return _from_dict(with_verdict(nb, report)), resources


class SaveVerdict(NbGraderPreprocessor):  # type: ignore[misc]
    """Writes what GradeInBox found into the gradebook, policies applied."""

    course = Unicode(help="The autograder course's directory.").tag(config=True)

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Keeps what a person has given: see `record`."""
        facts, report = resources["nbgrader"], resources["autograder"]
        with Book(facts["db_url"]) as book:
            book.add_entry(_entry(self.course, report, facts["student"]))
        return nb, resources


def _entry(course: str, report: Report, student_id: str) -> Entry:
    assignment = _assignment(course, report.assignment)
    roster = find_roster(Path(course))
    known = roster.match(report.submission, student_id).student if roster else None
    score = rules_of(assignment, roster).score(report, known or Student(student_id))
    # nbgrader's own folder is whose the submission is; the roster only knows of extensions.
    return Entry(assignment, Student(student_id), report, score)


def _assignment(course: str, name: str) -> Assignment:
    return Course(Path(course)).assignment(name)


@cache  # nbgrader makes a new preprocessor for every notebook; a box's warm parent must outlive it
def _grader(course: str, assignment: str, isolation: str) -> Grader:
    from autograder.box.isolation import NONE, choose
    from autograder.box.selftest import refuse_leaks

    chosen = choose(isolation or None)
    if chosen != NONE:
        refuse_leaks(chosen)
    grader = Grader.of(_assignment(course, assignment), chosen)
    atexit.register(grader.close)
    return grader
