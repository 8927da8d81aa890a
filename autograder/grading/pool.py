"""Keeps workers busy with sources and yields their reports as they come.

A worker that dies is replaced; the source that it was at is tried once more, and after a second
death becomes a grader error of its own. Sources are taken one at a time, so that memory does not
grow with their number.
"""

from __future__ import annotations

import contextlib
import json
import os
import selectors
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from autograder.errors import AuthoringError, GraderError
from autograder.grading.fault import fault
from autograder.grading.sources import Source
from autograder.verdict import Report

ATTEMPTS = 2


@dataclass(frozen=True)
class Job:
    """What every worker is set up for; `conventions` as for `Course.select`.

    `pinned` workers have a core each, which nobody else may count on.
    """

    course: Path
    assignments: tuple[str, ...]
    isolation: str
    workers: int
    conventions: Mapping[str, str] = field(default_factory=dict)
    pinned: bool = True


@dataclass(frozen=True)
class Task:
    """A source to grade, its place in the order, and the seed it was graded under before."""

    index: int
    source: Source
    known_seed: str | None = None
    attempt: int = 1


@dataclass(frozen=True)
class Done:
    """What became of a task; `report` is None where the known seed still held."""

    task: Task
    report: Report | None


def run(job: Job, tasks: Sequence[Task]) -> Iterator[Done]:
    """Grade all tasks; results come in the order in which they are finished."""
    waiting = iter(tasks)
    again: list[Task] = []
    selector = selectors.DefaultSelector()
    workers = [_Worker(job, core) for core in range(min(job.workers, len(tasks)))]
    try:
        for worker in workers:
            selector.register(worker.stdout, selectors.EVENT_READ, worker)
            _next(worker, again, waiting)
        while any(worker.task for worker in workers):
            for key, _ in selector.select():
                worker = key.data
                if worker.task is None:  # it has nothing to tell but that it died
                    _replace(worker, selector)
                    continue
                task, answer = worker.receive()
                if answer is None:
                    _replace(worker, selector)
                done = _judge(job, task, answer, again)
                _next(worker, again, waiting)
                if done is not None:
                    yield done
    finally:
        for worker in workers:
            worker.close()
        selector.close()


def _replace(worker: _Worker, selector: selectors.BaseSelector) -> None:
    selector.unregister(worker.stdout)
    worker.replace()
    selector.register(worker.stdout, selectors.EVENT_READ, worker)


def _next(worker: _Worker, again: list[Task], waiting: Iterator[Task]) -> None:
    task = again.pop() if again else next(waiting, None)
    if task is not None:
        worker.send(task)


def _judge(job: Job, task: Task, answer: dict[str, Any] | None, again: list[Task]) -> Done | None:
    if answer is None:
        if task.attempt < ATTEMPTS:
            again.append(Task(task.index, task.source, task.known_seed, task.attempt + 1))
            return None
        reason = f"The grading process died {ATTEMPTS} times at this submission."
        return Done(task, fault(task.source, reason, job.isolation, job.assignments[0]))
    if "fatal" in answer:
        kind = AuthoringError if answer["kind"] == "AuthoringError" else GraderError
        raise kind(answer["fatal"])
    text = answer["report"]
    return Done(task, None if text is None else Report.from_json(text))


class _Worker:
    """A worker process and the task that it is at."""

    def __init__(self, job: Job, number: int) -> None:
        self._job, self._number = job, number
        self.task: Task | None = None
        self._start()

    def _start(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "autograder.grading.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            # Ctrl-C is for the parent, which ends its workers in order; a group of their own keeps
            # the terminal from interrupting them at any line.
            process_group=0,
            # A worker's own BLAS threads would fight with the other workers for the cores.
            env={**os.environ, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"},
        )
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._stdin, self.stdout = self._process.stdin, self._process.stdout
        self._write(
            {
                "course": str(self._job.course),
                "assignments": list(self._job.assignments),
                "isolation": self._job.isolation,
                "conventions": dict(self._job.conventions),
                "core": _core(self._number, self._job.workers) if self._job.pinned else None,
            }
        )

    def send(self, task: Task) -> None:
        self.task = task
        self._write({"source": asdict(task.source), "known_seed": task.known_seed})

    def receive(self) -> tuple[Task, dict[str, Any] | None]:
        """The task that was finished and the answer; no answer if the worker died."""
        assert self.task is not None
        task, self.task = self.task, None
        line = self.stdout.readline()
        return task, json.loads(line) if line.endswith("\n") else None

    def _write(self, value: dict[str, Any]) -> None:
        # A worker that has died says so by closing its output; nothing to do about it here.
        with contextlib.suppress(BrokenPipeError):
            self._stdin.write(json.dumps(value) + "\n")
            self._stdin.flush()

    def replace(self) -> None:
        self.close()
        self._start()

    def close(self) -> None:
        with contextlib.suppress(BrokenPipeError):
            self._stdin.close()
        if self.task is not None:
            self._process.terminate()
        try:
            self._process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self.stdout.close()


def _core(number: int, workers: int) -> int | None:
    """The core that a worker shares with its boxes, where there is one for each worker."""
    cores = sorted(os.sched_getaffinity(0))
    return cores[number] if workers <= len(cores) else None
