"""`autograder fetch`: get a lab, or its newest version."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import click

WORDS = {
    "new": "new",
    "updated": "brought up to date (you had not edited it)",
    "unchanged": "as it was",
    "beside": "the new version, beside the file that you edited",
}


@click.command()
@click.argument("lab")
@click.option(
    "-o", "--out", type=click.Path(path_type=Path, file_okay=False),
    help="The folder (default: one called as the lab).",
)  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def fetch(lab: str, out: Path | None, as_json: bool) -> int:
    """Get a lab from an exchange, or its newest version; never over your own work.

    A file that you edited stays as it is, and the new version is written beside it.

    \b
    Examples:
      autograder fetch pysmorch
      autograder fetch pysmorch -o labs/one
    """
    from autograder.exchange.client import Client
    from autograder.exchange.credentials import load
    from autograder.exchange.fetching import fetch as bring

    folder = out or Path(lab)
    version, done = bring(Client(load()), lab, folder)
    if as_json:
        click.echo(json.dumps({"version": version, "files": [asdict(one) for one in done]}))
        return 0
    click.echo(f"{lab}, version {version}, in {folder}:")
    for one in done:
        click.echo(f"  {one.path}: {WORDS[one.what]}")
    return 0
