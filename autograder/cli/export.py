"""`autograder export`: scores to where the school keeps them, one command a target."""

from __future__ import annotations

import importlib
import os
from pathlib import Path

import click

from autograder.cli.export_canvas import canvas
from autograder.cli.export_gradescope import gradescope
from autograder.cli.export_nbgrader import nbgrader
from autograder.cli.exporting import ASSIGNMENT, OUT, TO, ledger_of, options, write
from autograder.cli.options import roster_option
from autograder.course import Course

# Targets that are files: the module below autograder.exports, and what it is for. The next one
# is a module with a function `files(ledger)` and a line here.
FILES = {
    "csv": ("scores_csv", "Plain CSV: everybody, everything, and the course's totals."),
    "junit": ("junit_xml", "JUnit XML for a CI server."),
    "moodle": ("moodle_csv", "Grades and feedback for Moodle's gradebook import."),
}


@click.group()
def export() -> None:
    """Bring the scores of OUT to where your school keeps them.

    The roster (--roster, or the course's roster.csv) says who is who, the [policy] of
    assignment.toml what is taken off. Who fits nobody on the roster is listed, never dropped.
    Exporting twice changes nothing.

    \b
    Examples:
      autograder export csv graded
      autograder export canvas graded --roster canvas-export.csv
      autograder export nbgrader graded --into nbgrader-course
    """


def _file_command(target: str, module: str, summary: str) -> click.Command:
    def command(
        course: Course, out: Path, roster: Path | None, assignment: str | None, to: Path | None
    ) -> int:
        files = importlib.import_module(f"autograder.exports.{module}").files
        write(files(ledger_of(course, out, roster, assignment)), to or out / "exports")
        return 0

    example = f"\b\nExample:\n  autograder export {target} graded"
    command.__doc__ = f"{summary}\n\n{example}"
    decorate = options(OUT, roster_option, ASSIGNMENT, TO, click.pass_obj)
    made: click.Command = click.command(target)(decorate(command))
    return made


@export.command()
@options(OUT, roster_option, ASSIGNMENT, TO, click.pass_obj)
def github(
    course: Course, out: Path, roster: Path | None, assignment: str | None, to: Path | None
) -> int:
    """A step summary, annotations and a Classroom result for GitHub Actions.

    In a workflow the summary goes to $GITHUB_STEP_SUMMARY, the annotations to the log, and a
    single submission's result to the step's output `result`, for GitHub Classroom's reporter.

    \b
    Example:
      autograder export github graded
    """
    from autograder.exports.github import files

    made = files(ledger_of(course, out, roster, assignment))
    write(made, to or out / "exports")
    _append_once("GITHUB_STEP_SUMMARY", made["summary.md"])
    if "classroom.txt" in made:
        _append_once("GITHUB_OUTPUT", b"result=" + made["classroom.txt"] + b"\n")
    if os.environ.get("GITHUB_ACTIONS"):
        click.echo(made["annotations.txt"].decode(), nl=False)
    return 0


def _append_once(variable: str, data: bytes) -> None:
    """Append to the file that GitHub names, unless it holds this already."""
    if name := os.environ.get(variable):
        path = Path(name)
        held = path.read_bytes() if path.exists() else b""
        if data not in held:
            path.write_bytes(held + data)


for _target, (_module, _summary) in FILES.items():
    export.add_command(_file_command(_target, _module, _summary))
for _command in (canvas, gradescope, nbgrader):
    export.add_command(_command)
