"""Options that several commands share."""

from __future__ import annotations

import os
from pathlib import Path

import click

isolation_option = click.option(
    "--isolation",
    type=click.Choice(["unprivileged", "none"]),
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

out_option = click.option(
    "-o",
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("graded"),
    show_default=True,
    help="Where results go.",
)
