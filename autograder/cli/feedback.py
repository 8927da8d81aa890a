"""`autograder feedback`: pages for students and for the instructor."""

from __future__ import annotations

from pathlib import Path

import click

from autograder.cli.options import roster_option
from autograder.course import Course
from autograder.roster import find_roster


@click.command()
@click.argument("out", type=click.Path(path_type=Path, file_okay=False))
@roster_option
@click.option(
    "--notebooks/--no-notebooks",
    default=True,
    show_default=True,
    help="Write a page of each notebook as it was handed in, too.",
)
@click.pass_obj
def feedback(course: Course, out: Path, roster: Path | None, notebooks: bool) -> int:
    """Write a page for every student and one for the class, from the results in OUT.

    Each page stands alone: it needs no network and no other file. The class page also names who
    is on the roster and has handed in nothing, and submissions with nearly the same code; its
    numbers are in OUT/class.csv, too.

    \b
    Examples:
      autograder feedback graded     writes graded/class.html and graded/feedback/*.html
      autograder feedback graded --roster students.csv --no-notebooks
    """
    from autograder.cli.results import write_feedback

    who = find_roster(course.root, roster)
    for page in write_feedback(course, out, who, notebooks=notebooks):
        click.echo(page)
    return 0
