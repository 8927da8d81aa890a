"""`autograder status`: what was handed in, and what became of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from autograder.errors import AuthoringError


@click.command()
@click.argument("lab", required=False)
@click.option("--feedback", is_flag=True, help="Show what is wrong with the latest, in words.")
@click.option(
    "--receipt", type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Verify a receipt, and the file beside it if you name none; needs no connection.",
)  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def status(lab: str | None, feedback: bool, receipt: Path | None, as_json: bool) -> int:
    """Show what you handed in, and what became of it.

    \b
    Examples:
      autograder status
      autograder status pysmorch --feedback
      autograder status --receipt receipt-pysmorch-1.json
    """
    from autograder.exchange.client import Client
    from autograder.exchange.credentials import load

    if receipt is not None:
        return _verify(receipt, load().key, as_json)
    client = Client(load())
    found = client.submissions(lab)
    told = client.feedback(found[0]["submission"]) if feedback and found else None
    if as_json:
        click.echo(json.dumps({"submissions": found, "feedback": told}))
        return 0
    for one in found:
        score = "" if one["score"] is None else f"{one['score']:g} of {one['max_score']:g}"
        late = "late" if one["late_seconds"] else ""
        when = one["received"][:19].replace("T", " ")
        line = f"{one['lab']:16} {one['attempt']:3} {when} {one['status']:12} {score:14} {late}"
        click.echo(line.rstrip())
    if not found:
        click.echo("Nothing has been handed in.")
    if told is not None:
        _tell(told)
    return 0


def _tell(feedback: dict[str, Any]) -> None:
    from autograder.cli.submit import in_words

    click.echo(in_words(feedback))
    for exercise in feedback["exercises"]:
        click.echo(f"{exercise['name']}: {exercise['score']:g} of {exercise['max_score']:g}")
        for check in exercise.get("checks", ()):
            if check["status"] != "passed":
                click.echo(f"  {check['title']}: {check['message']}")


def _verify(path: Path, key: str, as_json: bool) -> int:
    from autograder.exchange.receipts import verify

    try:
        signed = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise AuthoringError(f"{path} is no receipt: {error}") from error
    if not isinstance(signed, dict):
        raise AuthoringError(f"{path} is no receipt.")
    found = verify(signed, key)
    if as_json:
        click.echo(json.dumps({"valid": True, "receipt": signed}))
    else:
        click.echo(
            f"Genuine: {found.student} handed in {found.lab}, attempt {found.attempt}, at "
            f"{found.time}.\nSHA-256 of the file: {found.sha256}"
        )
    return 0
