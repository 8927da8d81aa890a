"""A Dask cluster: every submission once, though workers are lost, none in a worker's process."""

from __future__ import annotations

import dataclasses
import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from autograder.errors import AuthoringError, GraderError
from autograder.grading import cluster, pool
from autograder.grading.cluster import Cluster, batch_size
from autograder.grading.pool import Job, Task
from autograder.grading.seeds import SECRET_VARIABLE
from autograder.grading.sources import Source
from autograder.verdict import ReportStatus

distributed = pytest.importorskip("distributed")
# Dask's own affairs: sockets that its event loop closes late, functions it is about to rename.
pytestmark = pytest.mark.filterwarnings("ignore")

POISON = """\
import ctypes, os, signal
os._exit = None
for reached in (os.getppid(), {dask}):
    try: os.kill(reached, signal.SIGKILL)
    except OSError: pass
ctypes.string_at(0)
"""


@pytest.mark.parametrize(
    ("tasks", "workers", "size"),
    [(1, 1, 1), (7, 2, 1), (100, 4, 7), (10_000, 4, 200), (100_000, 1000, 25)],
)
def test_small_classes_are_cut_finer(tasks, workers, size):
    assert batch_size(tasks, workers) == size


@pytest.fixture(scope="module")
def workers():
    """A scheduler in this process, and two workers in processes of their own."""
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address=None
    ) as local:
        yield local


@pytest.fixture
def tasks(tmp_path, filled):
    def tasks(count, seconds=0.0, **cells):
        made = []
        for index in range(count):
            code = f"import time\ntime.sleep({seconds})\ndef half(x): return x / 2  # {index}"
            path = tmp_path / f"{index}.ipynb"
            path.write_text(json.dumps(filled(half=code, **cells)))
            made.append(Task(index, Source(f"{index}.ipynb", str(path))))
        return made

    return tasks


@pytest.fixture
def job(small, isolation):
    return Job(small.root, ("small",), isolation, 2)


def scores(done):
    return sorted((d.task.index, d.report.score) for d in done)


def test_a_cluster_grades_as_one_machine_does(workers, job, tasks, monkeypatch):
    made = tasks(6)
    # The workers stand in another folder, so a path must say where it starts.
    monkeypatch.chdir(Path(made[0].source.path).parent)
    near = [dataclasses.replace(t, source=Source(t.source.name, t.source.name)) for t in made]
    done = list(Cluster(workers.scheduler_address).run(job, near))
    here = list(pool.run(dataclasses.replace(job, workers=1), near))
    assert plain(done) == plain(here)


def plain(done):
    reports = sorted((d.report for d in done), key=lambda report: report.submission)
    return [dataclasses.replace(report, timing={}).to_dict() for report in reports]


def test_what_was_graded_before_is_not_graded_again(workers, job, tasks):
    made, run = tasks(2), Cluster(workers.scheduler_address).run
    seeds = {d.task.index: d.report.seed for d in run(job, made)}
    known = [dataclasses.replace(t, known_seed=seeds[t.index]) for t in made]
    assert [d.report for d in run(job, known)] == [None, None]


def test_nothing_to_do_asks_no_cluster(job):
    assert list(Cluster("tcp://127.0.0.1:1").run(job, [])) == []


def test_a_worker_killed_in_mid_run_loses_and_doubles_nothing(workers, job, tasks):
    orphans = []

    def kill():
        victim = workers.workers[0].process.process.pid
        wait_for(lambda: grading_below(victim))
        orphans.extend(grading_below(victim))
        os.kill(victim, signal.SIGKILL)

    killer = threading.Thread(target=kill)
    killer.start()
    done = list(Cluster(workers.scheduler_address).run(job, tasks(12, seconds=0.3)))
    killer.join()
    assert len(orphans) == 1
    assert scores(done) == [(index, 10) for index in range(12)]
    wait_for(lambda: not any(state_and_group(pid)[0] in RUNNING for pid in orphans))


def test_a_poison_submission_kills_no_worker(workers, job, tasks):
    before = [worker.process.process.pid for worker in workers.workers.values()]
    made = tasks(4)
    poison = json.loads(Path(made[1].source.path).read_text())
    for cell in poison["cells"]:
        if cell["id"] == "half":
            cell["source"] = POISON.format(dask=before[0])
    Path(made[1].source.path).write_text(json.dumps(poison))
    done = list(Cluster(workers.scheduler_address).run(job, made))
    assert scores(done) == [(0, 10), (1, 6), (2, 10), (3, 10)]
    assert [worker.process.process.pid for worker in workers.workers.values()] == before


def test_a_submission_at_which_every_worker_is_lost_is_a_grader_error_alone(
    job, tasks, monkeypatch
):
    monkeypatch.setattr(distributed, "as_completed", _AsCompleted)
    made = tasks(3)
    client = _Unlucky(at="1.ipynb")
    done = list(cluster._Run(client, job).run([made]))
    statuses = {d.task.index: d.report.status for d in done}
    assert statuses == {
        0: ReportStatus.GRADED,
        1: ReportStatus.GRADER_ERROR,
        2: ReportStatus.GRADED,
    }
    [error] = [d.report for d in done if d.report.status is ReportStatus.GRADER_ERROR]
    assert (error.score, error.submission) == (0, "1.ipynb")
    assert "was lost at it" in error.reason


class _AsCompleted(list):
    """Futures that are finished when they are made; more may come while one looks."""

    add = list.append


class _Unlucky:
    """A cluster whose workers are lost at one submission, all of them."""

    def __init__(self, at):
        self._at, self._count = at, 0

    def submit(self, function, job, batch, *arguments, **_):
        self._count += 1
        return _Future(str(self._count), lambda: self._result(function, job, batch, arguments))

    def _result(self, function, job, batch, arguments):
        if self._at in [task.source.name for task in batch]:
            raise distributed.KilledWorker("grade_batch", None, 3)
        return function(job, batch, *arguments)


@dataclasses.dataclass
class _Future:
    key: str
    result: object
    release = staticmethod(lambda: None)


def test_a_machine_with_other_checks_or_another_secret_is_refused(job, tasks, monkeypatch):
    fingerprint = cluster._fingerprint(job)
    assert cluster.grade_batch(job, tasks(1), fingerprint)[0] is not None
    monkeypatch.setenv(SECRET_VARIABLE, "another")
    with pytest.raises(GraderError, match="other checks"):
        cluster.grade_batch(job, tasks(1), fingerprint)


def test_a_machine_that_cannot_isolate_is_refused(job, tasks, monkeypatch):
    def refuse(asked):
        raise GraderError(f"no {asked}")

    cluster._refuse_unfit.cache_clear()
    monkeypatch.setattr(cluster, "choose", refuse)
    with pytest.raises(GraderError, match=f"no {job.isolation}"):
        cluster.grade_batch(job, tasks(1), cluster._fingerprint(job))


def test_a_scheduler_that_does_not_answer_is_the_command_lines_fault(job, tasks, monkeypatch):
    monkeypatch.setattr(cluster, "START_SECONDS", 1)
    with pytest.raises(AuthoringError, match="No Dask scheduler answers at tcp://127.0.0.1:1"):
        list(Cluster("tcp://127.0.0.1:1").run(job, tasks(1)))


def test_a_cluster_without_workers_is_our_fault(job, tasks, monkeypatch):
    monkeypatch.setattr(cluster, "START_SECONDS", 1)
    with (
        distributed.LocalCluster(n_workers=0, dashboard_address=None) as empty,
        pytest.raises(GraderError, match="no worker for 1 s"),
    ):
        list(Cluster(empty.scheduler_address).run(job, tasks(1)))


@pytest.mark.slow
def test_the_command_starts_a_cluster_of_its_own_and_leaves_nobody(small, tasks, tmp_path):
    submitted = Path(tasks(5)[0].source.path).parent
    command = subprocess.Popen(
        [sys.executable, "-m", "autograder.cli.main", "--course", str(small.root), "grade",
         str(submitted), "-o", "out", "--executor", "dask", "-j", "2"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}, start_new_session=True,
    )  # fmt: skip
    _, errors = command.communicate(timeout=120)
    assert command.returncode == 0, errors
    lines = (tmp_path / "out/results.jsonl").read_text().splitlines()
    assert [json.loads(line)["score"] for line in lines] == [10] * 5
    assert "Traceback" not in errors
    wait_for(lambda: not in_session(command.pid))


def grading_below(pid):
    """The pids of grading processes that a Dask worker has started."""
    try:
        children = Path(f"/proc/{pid}/task").glob("*/children")
        below = [int(child) for path in children for child in path.read_text().split()]
        return [p for p in below if b"grading.worker" in Path(f"/proc/{p}/cmdline").read_bytes()]
    except OSError:
        return []


RUNNING = frozenset("RSDTt")  # not Z: whoever has ended and is not collected yet runs no more


def in_session(pid):
    """Whether a process of that session's first group still runs."""
    pids = [int(path.name) for path in Path("/proc").glob("[0-9]*")]
    return any(state in RUNNING and group == pid for state, group in map(state_and_group, pids))


def state_and_group(pid):
    """A process's state, in the kernel's letter, and its group; nothing of one that is gone."""
    try:
        state, _, group = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[:3]
    except OSError:
        return "", 0
    return state, int(group)


def wait_for(condition, seconds=30):
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.02)
