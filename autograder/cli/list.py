"""`autograder list`: the labs of an exchange."""

from __future__ import annotations

import json
from typing import Any

import click


@click.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def list(as_json: bool) -> int:  # noqa: A001  # the verb's name is the contract
    """Show the labs of an exchange, and where you stand.

    \b
    Examples:
      autograder list
      autograder list --json
    """
    from autograder.exchange.client import Client
    from autograder.exchange.credentials import load

    labs = Client(load()).labs()
    if as_json:
        click.echo(json.dumps(labs))
        return 0
    for lab in labs:
        click.echo(f"{lab['name']:16} {_due(lab):28} {_score(lab):14} {lab['title']}")
    if not labs:
        click.echo("No lab is open.")
    return 0


def _due(lab: dict[str, Any]) -> str:
    if lab["is_closed"]:
        return "closed"
    extended = " (extended)" if lab["extended"] else ""
    return f"due {lab['due'][:16].replace('T', ' ')}{extended}" if lab["due"] else "no due date"


def _score(lab: dict[str, Any]) -> str:
    if lab["score"] is not None:
        return f"{lab['score']:g} of {lab['max_score']:g}"
    return f"{lab['attempts']} handed in" if lab["attempts"] else "–"
