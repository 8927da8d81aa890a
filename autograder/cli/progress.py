"""A progress bar on a terminal, a plain line now and then elsewhere."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
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


@contextmanager
def bytes_progress(total: int, what: str) -> Iterator[Callable[[int], None]]:
    """Within the block: show how many of `total` bytes there are, as often as one is told."""
    if sys.stderr.isatty():
        with _bytes_bar(total, what) as tell:
            yield tell
    else:
        yield _bytes_log(total, what)


@contextmanager
def _bytes_bar(total: int, what: str) -> Iterator[Callable[[int], None]]:
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn
    from rich.progress import TimeRemainingColumn as Remaining

    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), Remaining())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=total)
        yield lambda count: bar.update(task, completed=count)


def _bytes_log(total: int, what: str) -> Callable[[int], None]:
    last = time.monotonic()

    def tell(count: int) -> None:
        nonlocal last
        if time.monotonic() - last > LOG_EVERY:
            last = time.monotonic()
            print(f"{what}: {count / 1e6:.1f} of {total / 1e6:.1f} MB", file=sys.stderr)

    return tell


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
