"""What the commands of `autograder export` share: options, the ledger, writing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from autograder.course import Course

if TYPE_CHECKING:
    from autograder.scores.ledger import Ledger

OUT = click.argument("out", type=click.Path(path_type=Path, file_okay=False))
TO = click.option(
    "--to",
    type=click.Path(path_type=Path, file_okay=False),
    help="The folder to write to (default: OUT/exports).",
)
ASSIGNMENT = click.option("-a", "--assignment", help="One assignment's scores only.")


def options(*decorators: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Several options and arguments as one decorator, in the order in which help shows them."""

    def decorate(command: Any) -> Any:
        for each in reversed(decorators):
            command = each(command)
        return command

    return decorate


def ledger_of(
    course: Course, out: Path, roster: Path | None, assignment: str | None = None
) -> Ledger:
    """The ledger of OUT; says on stderr what no gradebook will get."""
    from autograder.grading.journal import read_results
    from autograder.roster import find_roster
    from autograder.scores.ledger import make_ledger

    ledger = make_ledger(course, read_results(out), find_roster(course.root, roster))
    if assignment is not None:
        ledger = ledger.of(course.assignment(assignment).name)
    tell_what_is_left_out(ledger)
    return ledger


def tell_what_is_left_out(ledger: Ledger) -> None:
    """Say on stderr who will not be in a gradebook, and why."""
    for entry in ledger.unmatched:
        click.echo(f"unmatched: {entry.report.submission}: {entry.unmatched}", err=True)
    for entry in ledger.entries:
        if entry.score is None:
            told = entry.report.status.replace("_", " ")
            click.echo(f"no score: {entry.report.submission}: {told}", err=True)
    for entry in ledger.replaced:
        click.echo(f"does not count: {entry.report.submission}: another one does", err=True)
    for name, students in ledger.missing.items():
        if students:
            names = ", ".join(student.label for student in students)
            click.echo(f"nothing handed in for {name}: {names}", err=True)


def write(files: Mapping[str, bytes], folder: Path) -> None:
    """Write an export's files, and say where they are."""
    from autograder.exports.folder import write_files

    for path in write_files(files, folder):
        click.echo(path)
