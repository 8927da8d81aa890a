"""Workers: every task is done once, in whatever order, though workers are killed."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import threading
import time
from pathlib import Path

import pytest

from autograder.errors import AuthoringError
from autograder.grading import pool
from autograder.grading.pool import Job, Task
from autograder.grading.sources import Source
from autograder.verdict import ReportStatus


@pytest.fixture
def tasks(tmp_path, filled):
    """Tasks for so many right submissions, each of which takes a while."""

    def tasks(count, seconds=0.0):
        made = []
        for index in range(count):
            plain = filled(half=f"import time\ntime.sleep({seconds})\ndef half(x): return x / 2")
            plain["cells"][0]["source"] = f"number {index}"
            path = tmp_path / f"{index}.ipynb"
            path.write_text(json.dumps(plain))
            made.append(Task(index, Source(f"{index}.ipynb", str(path))))
        return made

    return tasks


@pytest.fixture
def job(small, isolation):
    return lambda workers: Job(small.root, ("small",), isolation, workers)


def workers():
    """The worker processes of this one."""
    found = []
    for task in Path("/proc/self/task").iterdir():
        for pid in map(int, (task / "children").read_text().split()):
            with contextlib.suppress(OSError):  # it may have ended since
                if b"autograder.grading.worker" in Path(f"/proc/{pid}/cmdline").read_bytes():
                    found.append(pid)
    return found


@pytest.mark.parametrize("count", [1, 2])
def test_every_task_is_done_once(job, tasks, count):
    done = list(pool.run(job(count), tasks(5)))
    assert sorted(d.task.index for d in done) == [0, 1, 2, 3, 4]
    assert {d.report.score for d in done} == {10}
    assert workers() == []


def test_nothing_to_do_starts_nobody(job):
    assert list(pool.run(job(2), [])) == []


def test_what_was_graded_before_is_not_graded_again(job, tasks):
    [task] = tasks(1)
    [first] = pool.run(job(1), [task])
    known = Task(0, task.source, known_seed=first.report.seed)
    [second] = pool.run(job(1), [known])
    assert second.report is None


def kill_workers(times):
    """Kill the worker of this process, as soon as there is one and it is at work, so many times."""
    killed = []

    def kill():
        deadline = time.monotonic() + 60
        while len(killed) < times and time.monotonic() < deadline:
            for pid in workers():
                if pid not in killed and boxes_below(pid):
                    os.kill(pid, signal.SIGKILL)
                    killed.append(pid)
                    break
            time.sleep(0.01)

    killer = threading.Thread(target=kill)
    killer.start()
    return killer, killed


def boxes_below(pid):
    """Whether a worker has come as far as having started its zygote."""
    try:
        return bool(Path(f"/proc/{pid}/task/{pid}/children").read_text().split())
    except OSError:
        return False


def test_a_worker_that_is_killed_is_replaced_and_its_task_tried_again(job, tasks):
    killer, killed = kill_workers(1)
    done = list(pool.run(job(1), tasks(2, seconds=0.3)))
    killer.join()
    assert len(killed) == 1
    assert sorted((d.task.index, d.report.score) for d in done) == [(0, 10), (1, 10)]


def test_a_task_at_which_workers_die_twice_is_a_grader_error(job, tasks):
    killer, killed = kill_workers(2)
    done = list(pool.run(job(1), tasks(2, seconds=0.3)))
    killer.join()
    assert len(killed) == 2
    statuses = {d.task.index: d.report.status for d in done}
    assert statuses == {0: ReportStatus.GRADER_ERROR, 1: ReportStatus.GRADED}
    [error] = [d.report for d in done if d.report.status is ReportStatus.GRADER_ERROR]
    assert error.reason == "The grading process died 2 times at this submission."
    assert (error.assignment, error.score) == ("small", 0)


def test_a_fault_of_the_course_ends_the_run(small_root, isolation, tasks):
    (small_root / "reference/small/half/checks.py").write_text("1 / 0")
    job = Job(small_root, ("small",), isolation, 1)
    with pytest.raises(AuthoringError, match="does not load: ZeroDivisionError"):
        list(pool.run(job, tasks(2)))
    assert workers() == []


def test_leaving_early_leaves_nobody_behind(job, tasks):
    done = pool.run(job(2), tasks(4))
    next(done)
    done.close()
    assert workers() == []


def test_a_worker_that_dies_while_it_has_nothing_to_do_is_nobodys_loss(job, tasks):
    """The other one is still at work, and its answer must be waited for."""
    [quick] = tasks(1)
    slow = Task(1, tasks(2, seconds=0.4)[1].source)
    running = pool.run(job(2), [quick, slow])
    first = next(running)
    before = workers()
    assert len(before) == 2
    for pid in before:  # the one that is at work is begun again
        os.kill(pid, signal.SIGKILL)
    rest = list(running)
    assert sorted(d.report.score for d in (first, *rest)) == [10, 10]
    assert workers() == []
