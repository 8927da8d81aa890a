"""`autograder exchange`: look after an exchange, on its data folder, also while it runs."""

from __future__ import annotations

import click

from autograder.cli.exchange_keeping import backup, check, person, restore
from autograder.cli.exchange_labs import collect, extend, publish
from autograder.cli.exchange_scores import regrade, scores


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


for command in (publish, extend, collect, regrade, scores, person, backup, restore, check):
    exchange.add_command(command)
