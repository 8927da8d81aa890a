"""Grades on the workers of a Dask cluster: on this machine, on a batch system, in Kubernetes.

A Dask worker runs no student code. It starts the same worker processes and boxes as a run on one
machine does, a batch of submissions at a time; if it is lost, its batch is graded elsewhere. All
machines must see the course and the submissions under the same paths.
"""

from __future__ import annotations

import contextlib
import functools
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from autograder.box.isolation import NONE, choose
from autograder.box.selftest import refuse_leaks
from autograder.course import Course
from autograder.errors import AuthoringError, GraderError, NotInstalled
from autograder.grading import pool, seeds
from autograder.grading.fault import fault
from autograder.verdict import Report

LARGEST_BATCH = 200
BATCHES_PER_WORKER = 4  # so that one slow batch at the end holds up little
RETRIES = 2
START_SECONDS = 60

# What became of a batch: of each task, in order, the report as JSON; None where it still held.
Answers = list[str | None]


@dataclass(frozen=True)
class Cluster:
    """Where Dask's scheduler is; without an address, a cluster of this machine's own."""

    scheduler: str | None = None

    def run(self, job: pool.Job, tasks: Sequence[pool.Task]) -> Iterator[pool.Done]:
        """Grade all tasks, as `pool.run` does; results come batch by batch."""
        if not tasks:
            return
        with _connected(self.scheduler, job.workers) as client:
            size = batch_size(len(tasks), _threads(client))
            batches = [list(tasks[at : at + size]) for at in range(0, len(tasks), size)]
            # Which cores are free is for the machines to say that the batches come to.
            yield from _Run(client, replace(job, workers=1, pinned=False)).run(batches)


def batch_size(tasks: int, workers: int) -> int:
    """How many submissions make a batch: a few batches for every worker, and none too large."""
    return min(LARGEST_BATCH, math.ceil(tasks / (BATCHES_PER_WORKER * workers)))


class _Run:
    """The batches that the cluster was given and has not finished."""

    def __init__(self, client: Any, job: pool.Job) -> None:
        self._client, self._job = client, job
        self._fingerprint = _fingerprint(job)
        self._open: dict[str, list[pool.Task]] = {}

    def run(self, batches: list[list[pool.Task]]) -> Iterator[pool.Done]:
        from distributed import KilledWorker, as_completed

        finished = as_completed([self._submit(batch) for batch in batches])
        for future in finished:
            batch = self._open.pop(future.key)
            try:
                yield from _done(batch, future.result())
            except KilledWorker:
                # Worker after worker was lost at it: find out where, and lose no more than that.
                for part in _halves(batch):
                    finished.add(self._submit(part))
                if len(batch) == 1:
                    yield self._given_up(batch[0])
            future.release()

    def _submit(self, batch: list[pool.Task]) -> Any:
        away = [replace(task, source=task.source.anywhere()) for task in batch]
        future = self._client.submit(
            grade_batch, self._job, away, self._fingerprint, pure=False, retries=RETRIES
        )
        self._open[future.key] = batch
        return future

    def _given_up(self, task: pool.Task) -> pool.Done:
        reason = "Every machine of the cluster that graded this submission was lost at it."
        job = self._job
        return pool.Done(task, fault(task.source, reason, job.isolation, job.assignments[0]))


def grade_batch(job: pool.Job, tasks: list[pool.Task], fingerprint: str) -> Answers:
    """Grade a batch where a Dask worker runs. GraderError where that machine is not fit for it."""
    _refuse_unfit(job.isolation)
    if _fingerprint(job) != fingerprint:
        raise GraderError(
            f"A machine of the cluster has other checks in {job.course}, or another "
            f"{seeds.SECRET_VARIABLE}, than the one that asks. Bring them in line; nothing that "
            "it graded was kept."
        )
    reports = {done.task.index: done.report for done in pool.run(job, tasks)}
    found = (reports[task.index] for task in tasks)
    return [report.to_json() if report else None for report in found]


@functools.cache  # once in the life of a Dask worker: its machine does not change
def _refuse_unfit(isolation: str) -> None:
    if isolation != NONE:
        choose(isolation)
        refuse_leaks(isolation)


def _fingerprint(job: pool.Job) -> str:
    """A digest of everything that a seed depends on but the submission."""
    course = Course(job.course)
    secrets = [seeds.course_secret(course.assignment(name)) for name in job.assignments]
    return seeds.submission_seed(b"".join(secrets), "cluster", "")


def _done(batch: list[pool.Task], answers: Answers) -> Iterator[pool.Done]:
    for task, answer in zip(batch, answers, strict=True):
        yield pool.Done(task, Report.from_json(answer) if answer else None)


def _halves(batch: list[pool.Task]) -> list[list[pool.Task]]:
    middle = len(batch) // 2
    return [batch[:middle], batch[middle:]] if middle else []


@contextlib.contextmanager
def _connected(scheduler: str | None, workers: int) -> Iterator[Any]:
    """A client of the scheduler's, or of a cluster that lives as long as this block."""
    try:
        from distributed import Client, LocalCluster
    except ImportError as error:
        raise NotInstalled(
            "Dask is not installed; --executor dask needs it: pip install 'autograder[dask]'."
        ) from error
    with contextlib.ExitStack() as stack:
        if scheduler is None:
            local = LocalCluster(
                n_workers=workers, threads_per_worker=1, dashboard_address=None, processes=True
            )
            yield stack.enter_context(Client(stack.enter_context(local)))
            return
        try:
            client = Client(scheduler, timeout=START_SECONDS)
        except (OSError, ValueError) as error:
            raise AuthoringError(
                f"No Dask scheduler answers at {scheduler} ({error}). Name it as its log does: "
                "--scheduler tcp://HOST:8786."
            ) from error
        yield stack.enter_context(client)


def _threads(client: Any) -> int:
    """How many batches the cluster works at by now; it may grow."""
    try:
        client.wait_for_workers(1, timeout=START_SECONDS)
    except TimeoutError as error:
        raise GraderError(
            f"The cluster has had no worker for {START_SECONDS} s. Start some, or wait until the "
            "batch system has."
        ) from error
    return max(1, int(sum(client.nthreads().values())))
