"""Writes the pages: `feedback/<name>.html` for each report, and `class.html` beside that folder.

Reads the reports once and holds of each only what the class page shows. Every file is written
beside its place and then renamed, and equal reports give equal bytes. Pages of reports that are
no longer given are left alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from autograder.disk import write_beside
from autograder.errors import GraderError
from autograder.feedback.audit import PAGE as AUDIT_PAGE
from autograder.feedback.audit import Audit, audit_page
from autograder.feedback.classroom import class_page
from autograder.feedback.filenames import Key, key, page_name
from autograder.feedback.layout import environment
from autograder.feedback.student import student_page
from autograder.feedback.tally import skim, tally
from autograder.verdict import Report

STUDENTS = "feedback"
CLASS = "class.html"


def write_pages(
    reports: Iterable[Report],
    out: Path,
    title: str,
    exercise_titles: Mapping[str, str],
    audit: Audit | None = None,
) -> Path:
    """Write one assignment's pages below `out` and return the class page's path.

    With an `audit` the class page links to a page on it.

    A report that comes twice counts once, as it came last. What cannot be written is a
    GraderError that names the file.
    """
    templates = environment()
    skimmed: dict[Key, Report] = {}
    taken: dict[str, Key] = {}
    for report in reports:
        name = page_name(report, taken)
        taken[name] = key(report)
        skimmed[key(report)] = skim(report)
        _write(out / STUDENTS / name, student_page(templates, report, title, exercise_titles))
    links = {owner: f"{STUDENTS}/{name}" for name, owner in taken.items()}
    if audit is not None:
        _write(out / AUDIT_PAGE, audit_page(templates, audit, title, exercise_titles))
    link = AUDIT_PAGE if audit is not None else None
    page = class_page(templates, tally(skimmed.values()), links, title, exercise_titles, link)
    return _write(out / CLASS, page)


def _write(path: Path, text: str) -> Path:
    try:
        write_beside(path, text.encode("utf-8"))
    except OSError as error:
        raise GraderError(
            f"{path} could not be written: {error.strerror}. See to the folder and its disk, and "
            "run the command again; pages already written stay."
        ) from error
    return path
