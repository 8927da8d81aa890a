"""What an exchange keeps, of everybody and of one: `person`, `backup`, `restore` and `check`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from autograder.cli.serve import ME, data_option, database_option, demand_extra, opened

if TYPE_CHECKING:
    from autograder.exchange.store import Store


@click.command()
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


@click.command()
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


@click.command()
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


@click.command()
@data_option
@database_option
def check(data: Path, database: str | None) -> int:
    """Look whether everything that has a receipt is there, whole and graded or to be graded.

    \b
    Example:
      autograder exchange check
    """
    return _report_problems(opened(data, database))


def _report_problems(store: Store) -> int:
    from autograder.exchange.integrity import problems

    found = list(problems(store))
    for problem in found:
        click.echo(problem, err=True)
    told = f"{len(found)} problems." if found else "Everything that has a receipt is there."
    click.echo(told)
    return 3 if found else 0
