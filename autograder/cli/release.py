"""`autograder release`: build what students get, or say how it differs from what is committed."""

from __future__ import annotations

import click

from autograder.course import Course


@click.command()
@click.argument("assignments", nargs=-1)
@click.option("--check", is_flag=True, help="Write nothing; exit 1 if release/ is out of date.")
@click.pass_obj
def release(course: Course, assignments: tuple[str, ...], check: bool) -> int:
    """Build release/ from assignments/ and reference/.

    Solutions are stripped by nbgrader's own preprocessors. A release that would give a secret away
    is refused. Without names, every assignment is built.

    \b
    Examples:
      autograder release
      autograder release pysmorch
      autograder release --check        in CI: is what is committed up to date?
    """
    from autograder.cli.results import nearby
    from autograder.publish.build import build
    from autograder.publish.write import drift, write_release

    status = 0
    for assignment in course.select(assignments):
        built = build(assignment)
        if not check:
            write_release(built, assignment.release)
            click.echo(
                f"{assignment.name}: {len(built.files)} files in {nearby(assignment.release)}"
            )
        elif changes := drift(built, assignment.release):
            status = 1
            click.echo(f"{assignment.name}: release/ is out of date. Run `autograder release`.")
            for change in changes:
                click.echo(f"  {change}")
        else:
            click.echo(f"{assignment.name}: up to date")
    return status
