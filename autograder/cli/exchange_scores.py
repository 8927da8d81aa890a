"""What submissions to an exchange are worth: `regrade` and `scores`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from autograder.cli.serve import ME, data_option, database_option, opened
from autograder.course import Course

if TYPE_CHECKING:
    from autograder.exchange.store import Store


@click.command()
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


def _show_regrade(store: Store, number: int) -> None:
    from autograder.exchange import grades

    with store.database.read() as connection:
        found, changes = grades.regrade_of(connection, number), grades.changes(connection, number)
    left = f"{found.left} of {found.total} to go"
    click.echo(f"Regrade {number} of {found.lab}: {found.state}, {left}")
    for one in changes:
        before = "–" if one.before is None else f"{one.before:g}"
        after = one.status if one.after is None else f"{one.after:g}"
        click.echo(f"{one.login:20} attempt {one.attempt:3}: {before} → {after}")


@click.command()
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
