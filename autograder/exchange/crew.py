"""Keeps grading processes running: one that ends for whatever reason is replaced.

What a dead worker was at goes back to the queue at once, without waiting for its lease.
"""

from __future__ import annotations

import contextlib
import logging
import os
import secrets
import socket
import subprocess
import sys
import threading
import time
from dataclasses import replace

from autograder.errors import GraderError
from autograder.exchange import queue
from autograder.exchange.store import Store
from autograder.exchange.worker import OUTDATED, Setup

LOOK_EVERY = 0.2
PATIENCE = 5.0  # seconds for a worker to end by itself
log = logging.getLogger("autograder.exchange")


class Crew:
    """Some worker processes. Use as a context manager."""

    def __init__(self, store: Store, setup: Setup, count: int) -> None:
        self._store, self._setup, self._count = store, setup, count
        self._stopping = threading.Event()
        self._watch = threading.Thread(target=self._keep, daemon=True)
        self._hands: list[_Hand] = []

    @property
    def pids(self) -> list[int]:
        """The process ids of the workers that run now."""
        return [hand.process.pid for hand in self._hands if hand.process.poll() is None]

    def __enter__(self) -> Crew:
        self._hands = [_Hand(self._setup, core) for core in self._cores()]
        self._watch.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stopping.set()
        self._watch.join()
        for hand in self._hands:
            hand.stop()
        for hand in self._hands:
            self._give_back(hand.name)

    def _cores(self) -> list[int | None]:
        cores: list[int | None] = [*sorted(os.sched_getaffinity(0), reverse=True)]
        return cores[: self._count] if self._count <= len(cores) else [None] * self._count

    def _keep(self) -> None:
        while not self._stopping.wait(LOOK_EVERY):
            for index, hand in enumerate(self._hands):
                if (code := hand.process.poll()) is None:
                    continue
                if code != OUTDATED:
                    log.error("a grading process ended", extra={"worker": hand.name, "code": code})
                    time.sleep(min(hand.deaths, 10) * LOOK_EVERY)
                if self._give_back(hand.name):
                    self._hands[index] = hand.successor()

    def _give_back(self, name: str) -> bool:
        with contextlib.suppress(GraderError):
            queue.give_back(self._store, name)
            return True
        return False  # the database is away: look again


class _Hand:
    """One worker process; a successor has a name of its own, so that leases are told apart."""

    def __init__(self, setup: Setup, core: int | None, deaths: int = 0) -> None:
        self.name = f"{socket.gethostname()}-{os.getpid()}-{secrets.token_hex(4)}"
        self.setup, self.core, self.deaths = setup, core, deaths
        self.process = subprocess.Popen(
            [sys.executable, "-m", "autograder.exchange.worker"],
            stdin=subprocess.PIPE,
            text=True,
            env={**os.environ, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"},
        )
        assert self.process.stdin is not None
        with contextlib.suppress(BrokenPipeError):
            self.process.stdin.write(replace(setup, name=self.name, core=core).line())
            self.process.stdin.flush()

    def successor(self) -> _Hand:
        self._close()
        again = self.process.returncode == OUTDATED
        return _Hand(self.setup, self.core, 0 if again else self.deaths + 1)

    def stop(self) -> None:
        self._close()
        try:
            self.process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def _close(self) -> None:
        if self.process.stdin is not None:
            with contextlib.suppress(OSError):
                self.process.stdin.close()
