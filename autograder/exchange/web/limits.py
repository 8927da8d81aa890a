"""How often somebody may: guesses at tokens by address, submissions by person.

Counted in this process's memory, for at most so many addresses; with several server processes
each counts its own.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field

from autograder.errors import AutograderError

MOST_KEYS = 50_000


class TooMany(AutograderError):
    """Too often just now; `wait` is the seconds until it goes again."""

    def __init__(self, text: str, wait: float) -> None:
        super().__init__(text)
        self.wait = wait


@dataclass
class Rate:
    """At most `most` in any stretch of `seconds` or so, for each key on its own."""

    most: int
    seconds: float
    words: str
    clock: Callable[[], float] = time.monotonic
    _spent: OrderedDict[str, tuple[float, float]] = field(default_factory=OrderedDict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def demand(self, key: str) -> None:
        """TooMany where the key has used up what it may."""
        with self._lock:
            spent = self._spent_now(key)
        if spent > self.most - 1:
            wait = (spent - self.most + 1) * self.seconds / self.most
            raise TooMany(f"{self.words} Try again in {wait:.0f} seconds.", wait)

    def count(self, key: str) -> None:
        """One more."""
        with self._lock:
            self._spent[key] = (self._spent_now(key) + 1, self.clock())
            self._spent.move_to_end(key)
            while len(self._spent) > MOST_KEYS:
                self._spent.popitem(last=False)

    def _spent_now(self, key: str) -> float:
        spent, at = self._spent.get(key, (0.0, 0.0))
        return max(0.0, spent - (self.clock() - at) * self.most / self.seconds)


def _guesses() -> Rate:
    return Rate(20, 60, "Too many wrong tokens came from your address.")


def _submissions() -> Rate:
    return Rate(12, 60, "You hand in very often.")


@dataclass
class Limits:
    """All limits of a server."""

    guesses: Rate = field(default_factory=_guesses)
    submissions: Rate = field(default_factory=_submissions)
