"""`autograder verify`: try everything that a release promises."""

from __future__ import annotations

import click

from autograder.cli.checkable import checkable
from autograder.cli.options import isolation_option
from autograder.course import Course


@click.command()
@click.argument("assignments", nargs=-1)
@isolation_option
@click.pass_obj
def verify(course: Course, assignments: tuple[str, ...], isolation: str | None) -> int:
    """Try what every release promises, for real. Exit 1 if a promise is broken.

    The reference gets full marks, the untouched release nothing; nothing secret is in the release;
    two builds are the same bytes; both notebooks run in a Jupyter kernel. All but the release on
    disk is tried under every value of every convention, too. Without names, every assignment whose
    packages are installed is tried; the others are named.

    \b
    Examples:
      autograder verify
      autograder verify pysmorch
    """
    from autograder.box.isolation import choose
    from autograder.publish.verify import cases
    from autograder.publish.verify import verify as promises

    status, chosen = 0, choose(isolation)
    can = list(checkable(course.select(assignments), named=bool(assignments)))
    if not can:
        return 2  # nothing was tried: no promise is known to be kept
    for assignment in [case for one in can for case in cases(one)]:
        click.echo(assignment.label)
        for finding in promises(assignment, chosen):
            mark = click.style("✗", fg="red") if finding.problems else click.style("✓", fg="green")
            click.echo(f"  {mark} {finding.promise}")
            for problem in finding.problems:
                status = 1
                click.echo(f"      {problem}")
    return status
