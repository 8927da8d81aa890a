"""`autograder roster`: who is in the class, and the tokens that they log in with."""

from __future__ import annotations

import csv
import json
import sys
from dataclasses import asdict
from pathlib import Path

import click

from autograder.cli.serve import ME, data_option, database_option, opened

ROLES = ("student", "grader", "instructor")
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


@click.group()
def roster() -> None:
    """Read a roster into an exchange, and give out tokens.

    Works on the exchange's data folder, also while the server runs.

    \b
    Examples:
      autograder roster import class.csv
      autograder roster import staff.csv --role instructor
      autograder roster token --missing > tokens.csv
    """


@roster.command("import")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--role", type=click.Choice(ROLES), default="student", show_default=True)
@data_option
@database_option
@json_option
def import_(file: Path, role: str, data: Path, database: str | None, as_json: bool) -> int:
    """Put everybody in a CSV on the roster: one of yours, or what your platform exports.

    Whoever is on it already is brought up to date; nobody is removed.

    \b
    Example:
      autograder roster import class.csv --data exchange
    """
    store = opened(data, database)
    from autograder.exchange.access import Role
    from autograder.exchange.people import enrol
    from autograder.exchange.roster import read_entries

    text = file.read_bytes().decode("utf-8-sig", "replace")
    found = enrol(store, read_entries(text, str(file)), Role(role), ME)
    if as_json:
        click.echo(json.dumps(asdict(found)))
    else:
        click.echo(f"{len(found.added)} added, {len(found.changed)} brought up to date.")
    return 0


@roster.command("list")
@data_option
@database_option
@json_option
def list_(data: Path, database: str | None, as_json: bool) -> int:
    """Show who is on the roster.

    \b
    Example:
      autograder roster list --json
    """
    store = opened(data, database)
    from autograder.exchange.people import everybody, without_token

    with store.database.read() as connection:
        people, bare = everybody(connection), set(without_token(connection))
    if as_json:
        click.echo(json.dumps([{**asdict(p), "token": p.login not in bare} for p in people]))
        return 0
    for person in people:
        token = "no token" if person.login in bare else ""
        click.echo(f"{person.login:20} {person.label:30} {person.role:10} {token}".rstrip())
    return 0


@roster.command()
@click.argument("students", nargs=-1, metavar="[STUDENT]...")
@click.option("--missing", is_flag=True, help="For everybody who has none yet.")
@data_option
@database_option
@json_option
def token(
    students: tuple[str, ...], missing: bool, data: Path, database: str | None, as_json: bool
) -> int:
    """Make tokens and print them as CSV, this once; the ones they had end.

    \b
    Examples:
      autograder roster token ada
      autograder roster token --missing > tokens.csv
      autograder roster token ada --json
    """
    store = opened(data, database)
    from autograder.exchange.people import new_token, without_token

    names = list(students)
    if missing:
        with store.database.read() as connection:
            names += without_token(connection)
    if not names:
        click.echo("Nobody is without a token." if missing else "Name a student, or --missing.")
        return 0 if missing else 2
    made = {name: new_token(store, name, ME) for name in names}
    if as_json:
        click.echo(json.dumps(made))
    else:
        csv.writer(sys.stdout, lineterminator="\n").writerows(made.items())
    return 0


@roster.command()
@click.argument("students", nargs=-1, required=True, metavar="STUDENT...")
@data_option
@database_option
@json_option
def remove(students: tuple[str, ...], data: Path, database: str | None, as_json: bool) -> int:
    """Let people in no more: they leave the class's table, and their tokens end.

    What they handed in stays, and being imported again brings them back. To delete all that is
    theirs: autograder exchange person STUDENT --delete

    \b
    Example:
      autograder roster remove ada
    """
    store = opened(data, database)
    from autograder.exchange.people import deactivate

    for name in students:
        deactivate(store, name, ME)
    click.echo(json.dumps(students) if as_json else f"Let in no more: {', '.join(students)}.")
    return 0
