"""Deadline night: a class hands in all at once while grading runs. `--soak` is the whole of it.

500 students, three times each within 60 seconds; without `--soak` 30 students within 3 seconds.
"""

from __future__ import annotations

import json
import random
import statistics
import threading
import time
from pathlib import Path

from live import Served, until

from autograder.course import Course
from autograder.exchange.access import Role
from autograder.exchange.handouts import publish
from autograder.exchange.integrity import problems
from autograder.exchange.people import Entry, enrol, new_token
from autograder.exchange.queue import waiting
from autograder.exchange.standing import class_standing
from autograder.exchange.store import Store

TIMES = 3
GROWTH = 50 * 2**20  # bytes
LONGEST = 1.0  # seconds that 99 of 100 receipts may take, on two cores that grade meanwhile


def test_on_deadline_night_nothing_is_lost(tmp_path, small_root, url, isolation, filled, soak):
    students, seconds = (500, 60.0) if soak else (30, 3.0)
    served = Served(small_root, tmp_path / "data", isolation, url)
    store = Store.open(served.data, url)
    names = [f"s{number:03}" for number in range(students)]
    enrol(store, [Entry(name) for name in names], Role.STUDENT, "tests")
    publish(store, Course(small_root).assignment("small"), "tests")
    tokens = [new_token(store, name, "tests") for name in names]
    served.start()
    try:
        before = memory(served.process.pid)
        night = Night(served, tokens, filled, seconds)
        night.run()
        after = memory(served.process.pid)
        until(lambda: waiting(store) == 0, "the queue", 600)
    finally:
        served.stop()
    waits = sorted(night.waits)
    p99 = waits[int(0.99 * len(waits))]
    print(
        f"\n{len(waits)} receipts in {night.took:.1f} s, memory {before >> 20} to {after >> 20} MiB"
    )
    print(f"median {statistics.median(waits):.3f} s, p99 {p99:.3f} s, longest {waits[-1]:.3f} s")
    assert night.failures == []
    assert len(night.receipts) == students * TIMES
    assert list(problems(store)) == []
    with store.database.read() as connection:
        standing = class_standing(connection)
    assert sum(place.attempts for place in standing.values()) == students * TIMES
    assert all(place.counting for place in standing.values())
    assert after - before < GROWTH
    assert p99 < LONGEST or not soak
    store.close()


class Night:
    """Everybody hands in `TIMES` times at moments of their own."""

    def __init__(self, served, tokens, filled, seconds):
        chance = random.Random(3)
        moments = [
            (chance.uniform(0, seconds), n) for n in range(len(tokens)) for _ in range(TIMES)
        ]
        self.plan = sorted(moments)
        self.served, self.tokens, self.filled = served, tokens, filled
        self.waits: list[float] = []
        self.receipts: list[dict] = []
        self.failures: list[str] = []
        self._lock = threading.Lock()

    def run(self):
        self.started = time.monotonic()
        threads = [threading.Thread(target=self._student) for _ in range(40)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.took = time.monotonic() - self.started

    def _student(self):
        while True:
            with self._lock:
                if not self.plan:
                    return
                moment, number = self.plan.pop(0)
            time.sleep(max(0.0, self.started + moment - time.monotonic()))
            data = json.dumps({**self.filled(), "of": number, "at": moment}).encode()
            begun = time.monotonic()
            try:
                client = self.served.client(self.tokens[number])
                self.receipts.append(client.submit("small", "small.ipynb", data))
                self.waits.append(time.monotonic() - begun)
            except Exception as error:
                self.failures.append(f"{type(error).__name__}: {error}")


def memory(pid: int) -> int:
    """The bytes of memory that a process holds."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    (line,) = [line for line in lines if line.startswith("VmRSS")]
    return int(line.split()[1]) * 1024
