"""`autograder submit`: hand a notebook in."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from autograder.errors import AuthoringError


@click.command()
@click.argument("lab")
@click.argument("file", required=False, type=click.Path(path_type=Path, dir_okay=False))
@click.option("--wait", is_flag=True, help="Wait until it is graded, and show the score.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def submit(lab: str, file: Path | None, wait: bool, as_json: bool) -> int:
    """Hand a notebook in to an exchange, and get a receipt.

    FILE is LAB.ipynb here or in the folder LAB unless you name another. A connection that breaks
    is tried again; what arrived twice counts once. The receipt is written beside the file.

    \b
    Examples:
      autograder submit pysmorch
      autograder submit pysmorch work/pysmorch.ipynb --wait
    """
    from autograder.cli.progress import bytes_progress
    from autograder.disk import write_beside
    from autograder.exchange.client import Client
    from autograder.exchange.credentials import load
    from autograder.exchange.waiting import until_graded

    path = file or _found(lab)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise AuthoringError(f"{path} cannot be read: {error.strerror}.") from error
    client = Client(load())
    with bytes_progress(len(data), "handing in") as tell:
        receipt = client.submit(lab, path.name, data, tell=tell)
    kept = path.with_name(f"receipt-{lab}-{receipt['attempt']}.json")
    write_beside(kept, (json.dumps(receipt, indent=1) + "\n").encode())
    graded = until_graded(client, receipt["submission"]) if wait else None
    if as_json:
        click.echo(json.dumps({"receipt": receipt, "feedback": graded}))
        return 0
    click.echo(f"Handed in: {path}, attempt {receipt['attempt']}, received {receipt['time']}")
    click.echo(f"The receipt is in {kept}")
    if graded is not None:
        click.echo(in_words(graded))
    return 0


def _found(lab: str) -> Path:
    for path in (Path(f"{lab}.ipynb"), Path(lab) / f"{lab}.ipynb"):
        if path.is_file():
            return path
    raise AuthoringError(f"There is no {lab}.ipynb here and none in {lab}/. Name the file.")


def in_words(feedback: dict[str, Any]) -> str:
    """How the grading of a submission ended, in a line."""
    if feedback["score"] is not None:
        return f"Graded: {feedback['score']:g} of {feedback['max_score']:g} points."
    if feedback["status"] == "ungradable":
        return f"It could not be graded: {feedback['reason']}"
    return {
        "graded": "Graded; the points are shown later.",
        "grader_error": "The grader failed, not you. Your instructor sees it, too.",
    }.get(feedback["status"], "It is not graded yet.")
