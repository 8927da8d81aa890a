"""`autograder export canvas`: a CSV for Canvas's import, or grades posted by its interface."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from autograder.cli.exporting import ASSIGNMENT, OUT, TO, ledger_of, options, write
from autograder.cli.options import roster_option
from autograder.course import Course
from autograder.errors import AuthoringError

if TYPE_CHECKING:
    from autograder.scores.ledger import Ledger


@click.command()
@options(
    OUT,
    roster_option,
    ASSIGNMENT,
    TO,
    click.option(
        "--column",
        "columns",
        multiple=True,
        metavar="LAB=COLUMN",
        help="What an assignment's column is called in Canvas, such as 'pysmorch=Lab 1 (4711)'.",
    ),
    click.option("--url", help="Your school's Canvas, such as https://school.instructure.com."),
    click.option("--canvas-course", metavar="NUMBER", help="From the course page's address."),
    click.option("--canvas-assignment", metavar="NUMBER", help="From the assignment page's."),
    click.option("--post", is_flag=True, help="Post the grades; without it they are only shown."),
    click.pass_obj,
)
def canvas(
    course: Course,
    out: Path,
    roster: Path | None,
    assignment: str | None,
    to: Path | None,
    columns: tuple[str, ...],
    url: str | None,
    canvas_course: str | None,
    canvas_assignment: str | None,
    post: bool,
) -> int:
    """A CSV for Canvas's gradebook import; with --url, grades and comments by its interface.

    Posting takes a token from the environment variable CANVAS_TOKEN. Run it without --post first:
    it shows what would be posted. What was posted is remembered in OUT/canvas-posted.json, so
    that no grade and no comment is posted twice.

    \b
    Examples:
      autograder export canvas graded --column "pysmorch=Lab 1 (4711)"
      autograder export canvas graded -a pysmorch --url https://school.instructure.com \\
          --canvas-course 12 --canvas-assignment 4711 --post
    """
    from autograder.exports import canvas_csv

    ledger = ledger_of(course, out, roster, assignment)
    if not url:
        write(canvas_csv.files(ledger, dict(map(_pair, columns))), to or out / "exports")
        return 0
    if not (canvas_course and canvas_assignment):
        raise AuthoringError("--url needs --canvas-course and --canvas-assignment, too.")
    if len(ledger.assignments) > 1:
        names = ", ".join(a.name for a in ledger.assignments)
        raise AuthoringError(f"{out} holds several assignments ({names}): choose one with -a.")
    return _post_to_canvas(ledger, out, (url, canvas_course, canvas_assignment), post=post)


def _pair(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals:
        raise AuthoringError(f"--column {text!r}: write LAB=COLUMN.")
    return name, value


def _post_to_canvas(ledger: Ledger, out: Path, place: tuple[str, str, str], *, post: bool) -> int:
    from autograder.exports.canvas_api import TOKEN, Canvas, Place, plan
    from autograder.exports.posted import Posted

    where, posted = Place(*place), Posted(out / "canvas-posted.json")
    planned = plan(ledger, where, posted)
    for name in planned.without_id:
        click.echo(f"no Canvas id and no SIS id on the roster: {name}", err=True)
    if not post:
        for grade in planned.post:
            click.echo(f"would post {grade.points:>8}  {grade.label}")
        click.echo(f"{len(planned.post)} to post, {len(planned.posted)} posted before.")
        return 0
    done = list(Canvas(where, os.environ.get(TOKEN, "")).post(planned.post, posted))
    click.echo(f"{len(done)} posted, {len(planned.posted)} posted before.")
    return 0
