"""Shows the results of a run on a terminal, and knows what the exercises are called."""

from __future__ import annotations

import sys
from pathlib import Path

from autograder.course import Assignment, Course
from autograder.verdict import Report


def by_assignment(course: Course, out: Path) -> dict[Assignment, list[Report]]:
    """The reports in OUT by the assignment that they are of."""
    from autograder.feedback.tally import skim
    from autograder.grading.journal import read_results

    grouped: dict[str, list[Report]] = {}
    for report in read_results(out):
        grouped.setdefault(report.assignment, []).append(skim(report))
    return {course.assignment(name): reports for name, reports in grouped.items()}


def exercise_titles(assignment: Assignment) -> dict[str, str]:
    """What students call the exercises: their names in words."""
    return {name: name.replace("_", " ") for name in assignment.exercises}


def show_table(
    assignment: Assignment, reports: list[Report], out: Path, elapsed: float | None
) -> None:
    """Print the class table: in colour on a terminal, plain elsewhere."""
    from rich.console import Console

    from autograder.feedback.table import class_table, plain_table

    titles = exercise_titles(assignment)
    where = str(out / "results.jsonl")
    table = class_table(reports, assignment.title, titles, elapsed=elapsed, everything=where)
    if sys.stdout.isatty():
        Console().print(table)
    else:
        sys.stdout.write(plain_table(table, encoding=sys.stdout.encoding or "ascii") + "\n")


def write_feedback(course: Course, out: Path) -> list[Path]:
    """Write the pages for OUT; with several assignments each gets a folder of its own."""
    from autograder.feedback.audit import read_audit
    from autograder.feedback.folder import write_pages
    from autograder.grading.journal import read_results

    names = list(dict.fromkeys(report.assignment for report in read_results(out)))
    written = []
    for name in names:
        assignment = course.assignment(name)
        reports = (report for report in read_results(out) if report.assignment == name)
        folder = out if len(names) == 1 else out / name
        titles = exercise_titles(assignment)
        audit = read_audit(out, name)
        written.append(write_pages(reports, folder, assignment.title, titles, audit))
    return written


def nearby(path: Path) -> Path:
    """The path as short as it can be said from here."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path
