"""Shows the results of a run on a terminal, and knows what the exercises are called."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.course import Assignment, Course

if TYPE_CHECKING:
    from autograder.feedback.audit import Audit
    from autograder.feedback.folder import Beyond
    from autograder.feedback.glance import Glance
    from autograder.roster import Roster
    from autograder.scores.ledger import Ledger


def show_tables(course: Course, out: Path, elapsed: float | None) -> None:
    """Print the class table of each assignment in OUT."""
    from autograder.feedback.glance import Glance
    from autograder.grading.journal import read_results

    glances: dict[str, Glance] = {}
    for report in read_results(out):
        glances.setdefault(report.assignment, Glance()).add(report)
    for name, glance in glances.items():
        _show_table(course.assignment(name), glance, out, elapsed)


def exercise_titles(assignment: Assignment) -> dict[str, str]:
    """What students call the exercises: their names in words."""
    return {name: name.replace("_", " ") for name in assignment.exercises}


def _show_table(assignment: Assignment, glance: Glance, out: Path, elapsed: float | None) -> None:
    """In colour on a terminal, plain elsewhere."""
    from rich.console import Console

    from autograder.feedback.table import ClassTable, plain_table

    titles = exercise_titles(assignment)
    where = str(out / "results.jsonl")
    table = ClassTable(glance, assignment.title, titles, elapsed, where)
    if sys.stdout.isatty():
        Console().print(table)
    else:
        sys.stdout.write(plain_table(table, encoding=sys.stdout.encoding or "ascii") + "\n")


def write_feedback(
    course: Course, out: Path, roster: Roster | None = None, *, notebooks: bool = True
) -> list[Path]:
    """Write the pages for OUT; with several assignments each gets a folder of its own."""
    from autograder.cli.progress import progress
    from autograder.feedback.audit import read_audit
    from autograder.feedback.folder import write_pages
    from autograder.feedback.tally import skim
    from autograder.grading.journal import read_results
    from autograder.scores.ledger import make_ledger

    ledger = make_ledger(course, map(skim, read_results(out)), roster)
    counts = Counter(report.assignment for report in read_results(out))
    written = []
    for name, count in counts.items():
        assignment = course.assignment(name)
        reports = (report for report in read_results(out) if report.assignment == name)
        folder = out if len(counts) == 1 else out / name
        titles = exercise_titles(assignment)
        beyond = _beyond(ledger.of(name), read_audit(out, name), notebooks=notebooks)
        shown = progress(reports, count, f"pages of {name}")
        written.append(write_pages(shown, folder, assignment.title, titles, beyond))
    return written


def _beyond(ledger: Ledger, audit: Audit | None, *, notebooks: bool) -> Beyond:
    from autograder.feedback.filenames import key
    from autograder.feedback.folder import Beyond
    from autograder.grading.sources import handed_in

    entries = (*ledger.entries, *ledger.replaced)
    grades = {key(entry.report): entry.score for entry in entries if entry.score is not None}
    missing = [student.name or student.id for group in ledger.missing.values() for student in group]
    if not notebooks:
        return Beyond(grades, missing, audit=audit)
    return Beyond(
        grades, missing, lambda report: handed_in(report.submission, report.sha256), audit
    )


def nearby(path: Path) -> Path:
    """The path as short as it can be said from here."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path
