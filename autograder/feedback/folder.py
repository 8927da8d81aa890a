"""Writes the pages: `feedback/<name>.html` for each report, and the class's beside that folder.

The class gets `class.html` and the same numbers as `class.csv`; a notebook that is still where it
was handed in gets a page of its own in `feedback/notebooks/`.

Reads the reports once and holds of each only what the class page shows. Every file is written
beside its place and then renamed, and equal reports give equal bytes. Pages of reports that are
no longer given are left alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from jinja2 import Environment

from autograder.disk import write_beside
from autograder.errors import GraderError
from autograder.feedback.audit import PAGE as AUDIT_PAGE
from autograder.feedback.audit import Audit, audit_page
from autograder.feedback.classroom import Extras, class_csv, class_page
from autograder.feedback.filenames import Key, key, page_name
from autograder.feedback.layout import environment
from autograder.feedback.notebook import notebook_page
from autograder.feedback.similar import Outlines, outlines, similar
from autograder.feedback.student import student_page
from autograder.feedback.tally import skim, tally
from autograder.scores.final import Score
from autograder.verdict import Report

STUDENTS = "feedback"
NOTEBOOKS = "notebooks"  # a folder below that one
CLASS = "class.html"
TABLE = "class.csv"


@dataclass(frozen=True)
class Beyond:
    """What pages show beside the reports, as far as there is any of it.

    `grades` is what the policies make of each score; `missing` names those on the roster who have
    handed in nothing; `handed_in` finds the bytes of a submission, which then gets a page of its
    own; `audit` is what is known of the hidden checks, for a page beside the class page.
    """

    grades: Mapping[Key, Score] = field(default_factory=dict)
    missing: Sequence[str] = ()
    handed_in: Callable[[Report], bytes | None] = lambda report: None
    audit: Audit | None = None


def write_pages(
    reports: Iterable[Report],
    out: Path,
    title: str,
    exercise_titles: Mapping[str, str],
    beyond: Beyond | None = None,
) -> Path:
    """Write one assignment's pages below `out` and return the class page's path.

    A report that comes twice counts once, as it came last. What cannot be written is a
    GraderError that names the file.
    """
    templates, beyond = environment(), beyond or Beyond()
    skimmed: dict[Key, Report] = {}
    taken: dict[str, Key] = {}
    drawn: dict[Key, Outlines] = {}
    for report in reports:
        name, own = page_name(report, taken), key(report)
        taken[name] = own
        skimmed[own], drawn[own] = skim(report), outlines(report)
        notebook = _write_notebook(templates, report, out, name, beyond)
        grade = beyond.grades.get(own)
        page = student_page(templates, report, title, exercise_titles, grade, notebook)
        _write(out / STUDENTS / name, page)
    links = {owner: f"{STUDENTS}/{name}" for name, owner in taken.items()}
    numbers = tally(skimmed.values())
    alike = similar([drawn[key(report)] for report in numbers.reports])
    extras = Extras(alike, tuple(beyond.missing), TABLE, AUDIT_PAGE if beyond.audit else None)
    if beyond.audit is not None:
        _write(out / AUDIT_PAGE, audit_page(templates, beyond.audit, title, exercise_titles))
    page = class_page(templates, numbers, links, title, exercise_titles, extras)
    _write(out / TABLE, class_csv(numbers, beyond.grades))
    return _write(out / CLASS, page)


def _write_notebook(
    templates: Environment, report: Report, out: Path, name: str, beyond: Beyond
) -> str | None:
    """Write the page of the notebook itself; the link to it from the student's page."""
    data = beyond.handed_in(report)
    page = notebook_page(templates, report, data) if data is not None else None
    if page is None:
        return None
    _write(out / STUDENTS / NOTEBOOKS / name, page)
    return f"{NOTEBOOKS}/{name}"


def _write(path: Path, text: str) -> Path:
    try:
        write_beside(path, text.encode("utf-8"))
    except OSError as error:
        raise GraderError(
            f"{path} could not be written: {error.strerror}. See to the folder and its disk, and "
            "run the command again; pages already written stay."
        ) from error
    return path
