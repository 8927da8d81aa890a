"""The processes that do an audit's work, one grader each; made once for an assignment."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from typing import Any, TypeVar

from autograder.audit.trial import Trials
from autograder.box.inside import privileges
from autograder.course import Assignment
from autograder.grading.release import read_release

Result = TypeVar("Result")


class Workers:
    """Tries answers of one assignment, `jobs` at a time. Use it in a `with`.

    What is tried is a function of a `Trials` and an item, defined at a module's top level: other
    processes know it by its name. One job needs no other process. AuthoringError where the
    assignment has not been released yet.
    """

    def __init__(self, assignment: Assignment, isolation: str, jobs: int) -> None:
        read_release(
            assignment
        )  # here, where an error is a sentence; in a worker it breaks the pool
        self._setup = (assignment, isolation)
        self._trials = Trials(*self._setup) if jobs == 1 else None
        self._pool = None
        if self._trials is None:
            context = multiprocessing.get_context("spawn")
            self._pool = ProcessPoolExecutor(
                jobs, context, initializer=_set_up, initargs=self._setup
            )

    def map(self, task: Callable[[Trials, Any], Result], items: Sequence[Any]) -> Iterator[Result]:
        """The results, in the order of the items."""
        if self._pool is None:
            assert self._trials is not None
            for item in items:
                yield task(self._trials, item)
        else:
            yield from self._pool.map(_do, [task] * len(items), items)

    def __enter__(self) -> Workers:
        return self

    def __exit__(self, *_: object) -> None:
        if self._trials is not None:
            self._trials.close()
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)


_process: list[Trials] = []  # one per worker process, made when the process starts


def _set_up(assignment: Assignment, isolation: str) -> None:
    privileges.die_with_parent()  # who waits for work of a dead process waits for ever
    _process.append(Trials(assignment, isolation))


def _do(task: Callable[[Trials, Any], Result], item: Any) -> Result:
    return task(_process[0], item)
