"""What an exchange hands out and takes in: `publish`, `extend` and `collect`."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from autograder.cli.serve import ME, data_option, database_option, opened
from autograder.course import Course
from autograder.errors import AuthoringError


class Time(click.ParamType[datetime]):
    """A moment, in UTC unless it says otherwise."""

    name = "time"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> datetime:
        """Read ISO 8601."""
        try:
            found = datetime.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is no time such as 2027-03-01T23:59Z", param, ctx)
        return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)


@click.command()
@click.argument("labs", nargs=-1, required=True, metavar="LAB...")
@click.option("--opens", type=Time())
@click.option("--due", type=Time())
@click.option("--closes", type=Time(), help="After this nothing is taken in.")
@click.option("--before-due", type=click.Choice(["nothing", "public", "score", "all"]))
@click.option("--after-due", type=click.Choice(["nothing", "public", "score", "all"]))
@data_option
@database_option
@click.pass_obj
def publish(
    course: Course, /, labs: tuple[str, ...], data: Path, database: str | None, **terms: Any
) -> int:
    """Hand out the releases of labs as they stand in the course, and set their terms.

    Students get what is new when they fetch again. --before-due and --after-due say how much of
    their feedback they see then: nothing but that it was graded, the public part (what ran and
    what it printed), the score, or all.

    \b
    Examples:
      autograder exchange publish pysmorch miniflow
      autograder exchange publish pysmorch --due 2027-03-01T23:59Z --before-due public
    """
    store = opened(data, database)
    from autograder.exchange import handouts
    from autograder.exchange.terms import Shown, change_terms

    changes = {name: value for name, value in terms.items() if value is not None}
    for name in ("before_due", "after_due"):
        if name in changes:
            changes[name] = Shown(changes[name])
    for assignment in course.select(labs):
        found, is_new = handouts.publish(store, assignment, ME)
        if changes:
            change_terms(store, assignment.name, ME, **changes)
        word = "handed out" if is_new else "was handed out already"
        click.echo(f"{assignment.name}: version {found.version} {word}.")
    return 0


@click.command()
@click.argument("student")
@click.argument("lab")
@click.argument("due", type=Time())
@click.option("--reason", default="", help="Kept, and shown to the staff.")
@data_option
@database_option
def extend(
    student: str, lab: str, due: datetime, reason: str, data: Path, database: str | None
) -> int:
    """Give a student another due time for a lab.

    \b
    Example:
      autograder exchange extend ada pysmorch 2027-03-04T23:59Z --reason ill
    """
    store = opened(data, database)
    from autograder.exchange import terms

    terms.extend(store, student, lab, due, reason, ME)
    click.echo(f"{student} may hand in {lab} until {due:%Y-%m-%d %H:%M} UTC.")
    return 0


@click.command()
@click.argument("lab")
@click.option(
    "-o", "--out", type=click.Path(path_type=Path, file_okay=False), default=Path("submitted"),
    show_default=True, help="The folder; nbgrader's layout: STUDENT/LAB/LAB.ipynb.",
)  # fmt: skip
@data_option
@database_option
def collect(lab: str, out: Path, data: Path, database: str | None) -> int:
    """Write everybody's last submission of a lab into a folder, as nbgrader collects them.

    \b
    Example:
      autograder exchange collect pysmorch -o submitted
    """
    store = opened(data, database)
    from autograder.exchange.collecting import collect as write

    count = write(store, lab, out)
    if not count:
        raise AuthoringError(f"Nothing of {lab} has been handed in.")
    click.echo(f"{count} submissions of {lab} in {out}")
    return 0
