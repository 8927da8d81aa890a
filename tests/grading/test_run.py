"""A run from paths to results.jsonl; killed at any moment and resumed, it comes to the same."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from autograder.errors import AuthoringError
from autograder.grading import run
from autograder.grading.pool import Job
from autograder.grading.run import Tally
from autograder.grading.sources import collect

RIGHT = 6


@pytest.fixture(scope="module")
def first(tmp_path_factory, small, isolation, filled, blank):
    """A folder with submissions of every kind, and what a run made of them."""
    root = tmp_path_factory.mktemp("run")
    folder = root / "submitted"
    folder.mkdir()
    slow = "import time\ntime.sleep(0.1)\n"
    for number in range(RIGHT):
        plain = filled(half=f"{slow}def half(x): return x / {2 + number % 2}  # {number}")
        (folder / f"{number}.ipynb").write_text(json.dumps(plain))
    (folder / "blank.ipynb").write_text(json.dumps(blank()))
    (folder / "broken.ipynb").write_text("{")
    (folder / "endless.py").write_text("while True: pass\n")
    (folder / "notes.txt").write_text("passed over")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(root)
        graded(Job(small.root, ("small",), isolation, 2), root / "out")
    return root


@pytest.fixture
def place(first, tmp_path, monkeypatch):
    """A copy of the folder and of what a run made of it, and the working directory."""
    shutil.copytree(first, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def job(small, isolation):
    return Job(small.root, ("small",), isolation, 2)


def graded(job, out, **options):
    tally = Tally()
    names = list(run.grade(job, collect(["submitted"], []).sources, out, tally, **options))
    return tally, names


def without_timing(out):
    lines = []
    for line in (out / "results.jsonl").read_text().splitlines():
        plain = json.loads(line)
        plain.pop("timing")
        lines.append(plain)
    return lines


def test_a_run_grades_everything_in_the_order_of_the_submissions(first):
    lines = without_timing(first / "out")
    names = [Path(line["submission"]).stem for line in lines]
    results = [(line["status"], line["score"]) for line in lines]
    assert dict(zip(names, results, strict=True)) == {
        **{str(n): ("graded", 10 if n % 2 == 0 else 6) for n in range(RIGHT)},
        "blank": ("graded", 0),
        "broken": ("ungradable", 0),
        "endless": ("graded", 0),
    }
    assert names == sorted(names)
    assert len(list((first / "out/reports").iterdir())) == RIGHT + 3


def test_a_second_run_gives_the_same_results(job, first, place):
    tally, names = graded(job, place / "again")
    assert without_timing(place / "again") == without_timing(first / "out")
    assert (tally.graded, tally.kept, tally.grader_errors) == (RIGHT + 3, 0, 0)
    assert len(set(names)) == RIGHT + 3


def test_resuming_a_finished_run_keeps_all_of_it(job, first, place):
    tally, _ = graded(job, place / "out", resume=True)
    assert (tally.graded, tally.kept) == (0, RIGHT + 3)
    kept, before = ((root / "out/results.jsonl").read_bytes() for root in (place, first))
    assert kept == before


def test_resuming_grades_what_has_changed(job, place, filled):
    (place / "submitted/blank.ipynb").write_text(json.dumps(filled()))
    tally, _ = graded(job, place / "out", resume=True)
    assert (tally.graded, tally.kept) == (1, RIGHT + 2)
    [line] = [x for x in without_timing(place / "out") if "blank" in x["submission"]]
    assert line["score"] == 10


def test_nothing_to_grade_says_what_to_name(job, tmp_path):
    with pytest.raises(AuthoringError, match="There is nothing to grade"):
        list(run.grade(job, [], tmp_path, Tally()))


def test_a_run_that_is_left_early_keeps_what_was_finished(job, place):
    running = run.grade(job, collect(["submitted"], []).sources, place / "early", Tally())
    finished = {next(running) for _ in range(3)}
    running.close()
    assert {line["submission"] for line in without_timing(place / "early")} == finished


# --- as a process that can be killed -------------------------------------------------------------


@pytest.fixture
def start(small, place):
    """Start `autograder grade submitted -o killed` in the copy of the folder."""

    def start(*options):
        verb = ["--course", str(small.root), "grade", "submitted", "-o", "killed", "-j", "2"]
        return subprocess.Popen(
            [sys.executable, "-m", "autograder.cli.main", *verb, *options],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        )

    return start


def wait_for_lines(process, out, count):
    """Wait until so many reports are on disk; False if the run is over before."""
    path = out / "results.jsonl"
    while not (path.exists() and path.read_bytes().count(b"\n") >= count):
        if process.poll() is not None:
            return False
        time.sleep(0.005)
    return True


def test_a_grader_killed_at_any_moment_resumes_to_the_same_results(first, place, start, soak):
    out, rng = place / "killed", random.Random(1)
    for _ in range(30 if soak else 1):
        process = start("--resume")
        done = without_timing(out) if (out / "results.jsonl").exists() else []
        wait_for_lines(process, out, len(done) + rng.randint(1, 3))
        time.sleep(rng.random() * 0.1)
        process.kill()
        process.communicate()
    process = start("--resume")
    _, errors = process.communicate(timeout=120)
    assert process.returncode == 0, errors
    assert b"were kept from an earlier run" in errors
    assert without_timing(out) == without_timing(first / "out")


def test_nobody_outlives_a_grader_that_is_killed(place, start, runs):
    process = start()
    assert wait_for_lines(process, place / "killed", 2)
    family = below(process.pid)
    assert len(family) >= 4
    process.kill()
    process.communicate()
    deadline = time.monotonic() + 10
    while alive := [pid for pid in family if runs(pid)]:
        assert time.monotonic() < deadline, alive
        time.sleep(0.02)


def test_an_interrupted_run_says_so_and_resumes(first, place, start):
    process = start()
    assert wait_for_lines(process, place / "killed", 2)
    os.killpg(process.pid, signal.SIGINT)
    _, errors = process.communicate(timeout=30)
    assert process.returncode == 130
    assert b"What was finished is kept" in errors
    assert b"Traceback" not in errors, errors.decode()
    process = start("--resume")
    process.communicate(timeout=120)
    assert process.returncode == 0
    assert without_timing(place / "killed") == without_timing(first / "out")


def below(pid):
    children = []
    for task in Path(f"/proc/{pid}/task").iterdir():
        children += map(int, (task / "children").read_text().split())
    return [*children, *(d for child in children for d in below(child))]
