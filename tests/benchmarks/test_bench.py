"""The benchmark's pieces work; nothing here is timed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import bench
import graders
import measured
import otter_tests
import pytest
from material import write_class

from autograder.course import Course

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def assignment():
    return Course(ROOT).assignment("pysmorch")


@pytest.fixture(scope="module")
def notebooks(assignment, tmp_path_factory):
    return write_class(assignment, tmp_path_factory.mktemp("class"), 3)


def test_no_two_notebooks_of_the_class_are_alike(notebooks):
    assert len({path.read_bytes() for path in notebooks}) == 3


def test_the_floor_grades_right_notebooks_as_complete(assignment, notebooks):
    row = graders.floor(assignment, notebooks)
    assert row.count == 3
    assert row.taken.cpu > 0


def test_the_floor_refuses_to_measure_wrong_ones(assignment, notebooks, tmp_path):
    text = notebooks[0].read_text()
    wrong = tmp_path / "wrong.ipynb"
    wrong.write_text(text.replace("class Linear", "class Lineal"))
    with pytest.raises(subprocess.CalledProcessError) as failed:
        graders.floor(assignment, [wrong])
    assert "every notebook is right" in failed.value.stderr


def test_ours_is_measured_with_its_boxes(assignment, notebooks, isolation, tmp_path):
    row = graders.ours(assignment, notebooks, tmp_path, isolation, 1)
    assert (row.count, row.workers) == (3, 1)
    assert row.taken.cpu > 0.2  # two interpreters have started with NumPy at least
    assert row.taken.parent_mb > 1
    assert row.taken.children_mb > 10


def test_work_of_grandchildren_counts():
    burn = "import time\nwhile time.process_time() < 0.3: pass"
    code = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {burn!r}])"
    assert measured.run([sys.executable, "-c", code]).cpu > 0.3


def test_a_command_that_fails_says_what_it_said():
    with pytest.raises(RuntimeError, match="no such thing"):
        measured.run([sys.executable, "-c", "raise SystemExit('no such thing')"])


def test_every_exercise_becomes_a_test_of_otters(assignment, tmp_path):
    packed = tmp_path / "otter"
    packed.write_text("#!/bin/sh\nexit 0\n")
    packed.chmod(0o755)
    archive = otter_tests.write(assignment, tmp_path, packed)
    assert archive.parent == tmp_path
    tests = sorted(path.stem for path in (tmp_path / "tests").iterdir())
    assert tests == sorted(assignment.exercises)
    for path in (tmp_path / "tests").iterdir():
        compile(path.read_text(), path.name, "exec")


def test_the_table_shows_rates_against_the_first_row():
    taken = measured.Measured(seconds=2.0, cpu=1.0, parent_mb=50.0, children_mb=160.0)
    slow = measured.Measured(seconds=20.0, cpu=18.0, parent_mb=300.0, children_mb=0.0)
    rows = [graders.Row("theirs", 10, slow), graders.Row("ours", 100, taken, 2)]
    head, first, last = bench.table(rows)
    assert head.split()[0] == "submissions"
    assert first.split() == ["theirs", "10", "0.50", "1.0", "1800.0", "300"]
    assert last.split() == ["ours", "100", "50.00", "100.0", "10.0", "80"]
