"""Options that several commands share."""

from __future__ import annotations

import os
from pathlib import Path

import click

from autograder.conventions import read_condition
from autograder.errors import AuthoringError


def _values(
    ctx: click.Context, parameter: click.Parameter, given: tuple[str, ...]
) -> dict[str, str]:
    values: dict[str, str] = {}
    for text in given:
        condition = read_condition(text, "--convention")
        if condition.name in values or len(condition.values) > 1:
            raise AuthoringError(
                f"--convention {text}: {condition.name!r} can have one value at a time."
            )
        values[condition.name] = condition.values[0]
    return values


# The command gets a dict of name and value, ready for `Course.select` and `Job`.
convention_option = click.option(
    "--convention",
    "conventions",
    multiple=True,
    metavar="NAME=VALUE",
    callback=_values,
    help="Grade work that was done under another value of a convention than assignment.toml says, "
    "such as dropout=keep (repeatable).",
)

isolation_option = click.option(
    "--isolation",
    type=click.Choice(["strict", "unprivileged", "none"]),
    default=None,
    help="How student code is confined (default: the strongest that this machine can give). "
    "`none` is for an author's own notebooks only.",
)

jobs_option = click.option(
    "-j",
    "--jobs",
    type=click.IntRange(min=1),
    default=lambda: len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1,
    show_default="one per core",
    help="How many submissions to grade at a time.",
)

roster_option = click.option(
    "--roster",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    help="CSV that says who is who: ours, or an export of Canvas, Moodle, Gradescope or GitHub "
    "Classroom (default: the course's roster.csv, if there is one).",
)

out_option = click.option(
    "-o",
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("graded"),
    show_default=True,
    help="Where results go.",
)


def chosen_isolation(asked: str | None) -> str:
    """The isolation to grade under, after the box was tried; says so where it is not strict."""
    from autograder.box.isolation import NONE, UNPRIVILEGED, choose, missing_for_strict
    from autograder.box.selftest import refuse_leaks

    chosen = choose(asked)
    if chosen == UNPRIVILEGED and asked is None:
        click.echo(f"Isolation: {chosen}, because {missing_for_strict()}.", err=True)
    if chosen == NONE:
        click.echo("Isolation: none. Grade nobody else's code like this.", err=True)
    else:
        refuse_leaks(chosen)
    return chosen
