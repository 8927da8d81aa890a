"""Runs a cell's top-level `await`: an event loop that needs no socket, which the box may not open.

Nothing ever arrives from outside, so all that the loop waits for is time, and threads of its own.
asyncio is imported where it is used: hardly any cell awaits, and every box would pay for it.
"""

from __future__ import annotations

import time
from collections.abc import Coroutine
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from asyncio import BaseEventLoop

LONGEST_NAP = 0.02  # a thread that is done is noticed after this long


def run(coroutine: Coroutine[Any, Any, Any]) -> Any:
    """Drive a coroutine to its end and return its value; what it raises passes through."""
    loop = _event_loop()
    try:
        return loop.run_until_complete(coroutine)
    finally:
        loop.close()


class _Nap:
    """Stands where a loop has its selector: there is nothing to select from."""

    def select(self, timeout: float | None) -> list[Any]:
        time.sleep(LONGEST_NAP if timeout is None else min(max(timeout, 0.0), LONGEST_NAP))
        return []


def _event_loop() -> BaseEventLoop:
    from asyncio import BaseEventLoop

    class Loop(BaseEventLoop):
        _selector = _Nap()

        def _process_events(self, events: list[Any]) -> None:
            """There are none."""

        def _write_to_self(self) -> None:
            """Naps are short: nobody needs to be woken."""

    return Loop()
