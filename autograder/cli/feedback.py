"""`autograder feedback`: pages for students and for the instructor."""

from __future__ import annotations

from pathlib import Path

import click

from autograder.course import Course


@click.command()
@click.argument("out", type=click.Path(path_type=Path, file_okay=False))
@click.pass_obj
def feedback(course: Course, out: Path) -> int:
    """Write a page for every student and one for the class, from the results in OUT.

    Each page stands alone: it needs no network and no other file.

    \b
    Example:
      autograder feedback graded     writes graded/class.html and graded/feedback/*.html
    """
    from autograder.cli.results import write_feedback

    for page in write_feedback(course, out):
        click.echo(page)
    return 0
