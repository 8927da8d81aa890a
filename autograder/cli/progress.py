"""A progress bar on a terminal, a plain line now and then elsewhere."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator
from typing import TypeVar

Item = TypeVar("Item")
LOG_EVERY = 10.0  # seconds between lines where nobody watches a bar


def progress(
    items: Iterable[Item], total: int, what: str, *, quiet: bool = False
) -> Iterator[Item]:
    """Pass the items on and show how many of `total` have come."""
    if quiet or not total:
        yield from items
    elif sys.stderr.isatty():
        yield from _bar(items, total, what)
    else:
        yield from _log(items, total, what)


def _bar(items: Iterable[Item], total: int, what: str) -> Iterator[Item]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
    from rich.progress import TimeRemainingColumn as Remaining

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), Remaining())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        yield from bar.track(items, total=total, description=what)


def _log(items: Iterable[Item], total: int, what: str) -> Iterator[Item]:
    last = time.monotonic()
    for count, item in enumerate(items, 1):
        yield item
        if time.monotonic() - last > LOG_EVERY:
            last = time.monotonic()
            print(f"{what}: {count} of {total}", file=sys.stderr)
