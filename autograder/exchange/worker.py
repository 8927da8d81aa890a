"""A grading process of the exchange: takes one job after another until it is told to stop.

Started as `python -m autograder.exchange.worker`; the first line of its standard input says what
it works on, and when that input ends, the server that started it is gone and it goes, too.
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from autograder.errors import GraderError
from autograder.exchange import grades, queue
from autograder.exchange.marking import Marker, Outdated
from autograder.exchange.queue import Job
from autograder.exchange.store import Store
from autograder.verdict import Report

IDLE = 0.5  # seconds between looks at an empty queue
AGAIN = 1.0  # seconds until a database that was away is asked again
MOST_RECORDING = 60  # times that a result is offered to a database that is away
OUTDATED = 75  # exit code: start me again, the checks have changed


@dataclass(frozen=True)
class Setup:
    """What a worker is told: `name` is whom leases are given to."""

    folder: str
    url: str | None
    course: str
    isolation: str
    name: str
    core: int | None = None

    def line(self) -> str:
        """For a worker's standard input; not its arguments, which everybody can read."""
        return json.dumps(asdict(self)) + "\n"


def main() -> int:
    """Work until standard input ends."""
    setup = Setup(**json.loads(sys.stdin.readline()))
    os.dup2(2, 1)  # whatever a course's checks print goes to the log
    threading.Thread(target=_end_with_the_server, daemon=True).start()
    _settle(setup.core)
    store = Store.open(Path(setup.folder), setup.url)
    marker = Marker(store, Path(setup.course), setup.isolation)
    try:
        while True:
            try:
                if not work_once(store, marker, setup.name):
                    time.sleep(IDLE)
            except Outdated:
                queue.give_back(store, setup.name)
                return OUTDATED
            except GraderError as error:  # the database is busy or away: nothing is lost
                print(f"worker {setup.name}: {error}", file=sys.stderr)
                time.sleep(AGAIN)
    finally:
        marker.close()


def work_once(store: Store, marker: Marker, name: str) -> bool:
    """Grade one job; False where there is none."""
    job = queue.lease(store, name)
    if job is None:
        return False
    with _held(store, job, name):
        report, release = marker.mark(job)
    _record(store, job, report, release)
    return True


def _record(store: Store, job: Job, report: Report, release: int) -> None:
    for attempt in range(MOST_RECORDING):
        try:
            grades.record(store, job, report, release)
            return
        except GraderError:
            if attempt == MOST_RECORDING - 1:
                raise
            time.sleep(AGAIN)


@contextlib.contextmanager
def _held(store: Store, job: Job, name: str) -> Iterator[None]:
    """Renew the lease while the block runs."""
    done = threading.Event()

    def renew() -> None:
        while not done.wait(queue.LEASE.total_seconds() / 3):
            with contextlib.suppress(GraderError):  # the next time, or else the lease runs out
                queue.renew(store, job, name)

    thread = threading.Thread(target=renew, daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()


def _end_with_the_server() -> None:
    while sys.stdin.readline():
        pass
    os._exit(0)


def _settle(core: int | None) -> None:
    """Grading waits for receipts, not the other way round."""
    os.nice(5)
    if core is not None:
        os.sched_setaffinity(0, {core})


if __name__ == "__main__":
    sys.exit(main())
