"""`autograder exchange`: look after an exchange, on its data folder, also while it runs."""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from autograder.cli.serve import data_option, database_option, demand_extra, opened
from autograder.course import Course
from autograder.errors import AuthoringError

ME = "command line"


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


@click.group()
def exchange() -> None:
    """Look after an exchange: releases, terms, regrades, backups, privacy.

    Works on the data folder of `autograder serve`, also while the server runs.

    \b
    Examples:
      autograder exchange publish pysmorch --due 2027-03-01T23:59Z
      autograder exchange extend ada pysmorch 2027-03-04T23:59Z
      autograder exchange backup exchange.tar
    """


@exchange.command()
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


@exchange.command()
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


@exchange.command()
@click.argument("lab", required=False)
@click.option("--reason", default="", help="What was mended.")
@click.option("--publish", "publish_", type=int, metavar="N", help="Put regrade N in force.")
@click.option("--discard", type=int, metavar="N", help="Throw regrade N away.")
@click.option("--show", type=int, metavar="N", help="Show what regrade N would change.")
@data_option
@database_option
def regrade(
    lab: str | None,
    reason: str,
    publish_: int | None,
    discard: int | None,
    show: int | None,
    data: Path,
    database: str | None,
) -> int:
    """Grade everything of a lab again, after a check was mended; see what changes; publish it.

    \b
    Examples:
      autograder exchange regrade pysmorch --reason "relu at 0"
      autograder exchange regrade --show 1
      autograder exchange regrade --publish 1
    """
    store = opened(data, database)
    from autograder.exchange import grades

    if lab is not None:
        number = grades.start_regrade(store, lab, reason, ME)
        click.echo(f"Regrade {number} has begun; the server's workers do it.")
    for number_, end in ((publish_, grades.publish_regrade), (discard, grades.discard_regrade)):
        if number_ is not None:
            end(store, number_, ME)
            _show_regrade(store, number_)
    if show is not None:
        _show_regrade(store, show)
    return 0


def _show_regrade(store: Any, number: int) -> None:
    from autograder.exchange import grades

    with store.database.read() as connection:
        found, changes = grades.regrade_of(connection, number), grades.changes(connection, number)
    left = f"{found.left} of {found.total} to go"
    click.echo(f"Regrade {number} of {found.lab}: {found.state}, {left}")
    for one in changes:
        before = "–" if one.before is None else f"{one.before:g}"
        after = one.status if one.after is None else f"{one.after:g}"
        click.echo(f"{one.login:20} attempt {one.attempt:3}: {before} → {after}")


@exchange.command()
@click.option(
    "--format",
    "format_",
    type=click.Choice(["csv", "canvas", "moodle"]),
    default="csv",
    show_default=True,
)
@data_option
@database_option
@click.pass_obj
def scores(course: Course, /, format_: str, data: Path, database: str | None) -> int:
    """Print everybody's scores, as a table or as a platform's gradebook imports them.

    \b
    Example:
      autograder exchange scores --format canvas > canvas.csv
    """
    store = opened(data, database)
    from autograder.exchange.scores import as_files

    with store.database.read() as connection:
        files = as_files(connection, course, format_)
    sys.stdout.write(next(iter(files.values())).decode())
    return 0


@exchange.command()
@click.argument("student")
@click.option(
    "--export", "export_", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE.zip",
    help="Write all of it, with the files, to a zip.",
)  # fmt: skip
@click.option("--delete", is_flag=True, help="Delete the person and all that is theirs, for good.")
@click.option("--yes", is_flag=True, help="Do not ask before deleting.")
@data_option
@database_option
def person(
    student: str,
    export_: Path | None,
    delete: bool,
    yes: bool,
    data: Path,
    database: str | None,
) -> int:
    """Show what is stored about a person; export it; delete it.

    \b
    Examples:
      autograder exchange person ada
      autograder exchange person ada --export ada.zip
      autograder exchange person ada --delete
    """
    store = opened(data, database)
    from autograder.disk import write_beside
    from autograder.exchange import privacy

    if export_ is not None:
        write_beside(export_, privacy.export(store, student))
        click.echo(f"Written to {export_}")
    elif not delete:
        click.echo(json.dumps(privacy.stored_about(store, student), indent=1, default=str))
    if delete:
        if not yes:
            click.confirm(f"Delete {student} and everything of theirs, for good?", abort=True)
        count = privacy.delete_person(store, student, ME)
        click.echo(f"Deleted: {student} and {count} files. Older backups still have them.")
    return 0


@exchange.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@data_option
@database_option
def backup(file: Path, data: Path, database: str | None) -> int:
    """Write everything to one file. Safe while the server runs.

    The file holds the signing key and personal data: keep it as you keep those.

    \b
    Example:
      autograder exchange backup exchange-2027-03-01.tar
    """
    store = opened(data, database)
    from autograder.exchange import backup as backups

    count = backups.backup(store, file)
    click.echo(f"Written to {file}: all tables and {count} files.")
    return 0


@exchange.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@data_option
@database_option
@click.pass_context
def restore(ctx: click.Context, /, file: Path, data: Path, database: str | None) -> int:
    """Make an exchange of a backup, in a new data folder; also from SQLite to PostgreSQL.

    \b
    Example:
      autograder exchange restore exchange-2027-03-01.tar --data restored
    """
    demand_extra()
    from autograder.exchange import backup as backups

    store = backups.restore(file, data.resolve(), database)
    ctx.call_on_close(store.close)
    click.echo(f"Restored to {data}.")
    return _report_problems(store)


@exchange.command()
@data_option
@database_option
def check(data: Path, database: str | None) -> int:
    """Look whether everything that has a receipt is there, whole and graded or to be graded.

    \b
    Example:
      autograder exchange check
    """
    return _report_problems(opened(data, database))


def _report_problems(store: Any) -> int:
    from autograder.exchange.integrity import problems

    found = list(problems(store))
    for problem in found:
        click.echo(problem, err=True)
    told = f"{len(found)} problems." if found else "Everything that has a receipt is there."
    click.echo(told)
    return 3 if found else 0


@exchange.command()
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
