"""Every limit, from the student's code to the sentence in the report; and what limits let alone."""

from __future__ import annotations

import dataclasses
import json

import pytest

from autograder.grading import session
from autograder.grading.grader import Grader
from autograder.grading.sources import Source
from autograder.limits import Limits
from autograder.verdict import CheckStatus, ReportStatus

LIMITS = Limits(
    cell_seconds=0.5,
    scenario_seconds=0.5,
    submission_seconds=20.0,
    cpu_seconds=2,
    memory_mib=128,
    output_kib=8,
    open_files=24,
    threads=8,
    file_mib=1,
    scratch_mib=4,
)


def made(small, isolation, **changes):
    limits = dataclasses.replace(LIMITS, **changes)
    return Grader.of(dataclasses.replace(small, limits=limits), isolation)


@pytest.fixture(scope="module", params=["the strongest", "unprivileged"])
def graded(request, small, isolation, filled):
    """Grade the right answers with a cell of the student's own in front."""
    mode = isolation if request.param == "the strongest" else request.param
    with made(small, mode) as grader:

        def graded(cell, **answers):
            return grade(grader, filled(**answers), cell)

        yield graded


def grade(grader, notebook, cell):
    own = {"cell_type": "code", "id": "own", "metadata": {}, "outputs": [], "source": cell}
    data = json.dumps({**notebook, "cells": [own, *notebook["cells"]]}).encode()
    report = grader.grade_bytes(Source("own.ipynb", ""), data)
    assert report.status is ReportStatus.GRADED, report.reason
    return report


THREADS = """\
import threading, time
threading.stack_size(1 << 16)
for _ in range(20): threading.Thread(target=time.sleep, args=(9,)).start()
time.sleep(9)"""
LIMITED = {
    "wall": ("import time; time.sleep(99)", "timeout", "It ran longer than 0.5 s."),
    "wall, holding on": (
        "while True:\n    try:\n        while True: pass\n    except BaseException: pass",
        "timeout",
        "It ran longer than 0.5 s.",
    ),
    "memory": ("held = bytearray(1 << 29)", "error", "may use 128 MiB of memory"),
    "memory of arrays": (
        "import numpy as np; np.ones(1 << 27)",
        "error",
        "may use 128 MiB of memory",
    ),
    "memory by mapping": (
        "import mmap; mmap.mmap(-1, 1 << 30)",
        "error",
        "may use 128 MiB of memory",
    ),
    "open files": (
        "held = [open('/dev/null') for _ in range(99)]",
        "error",
        "may have 24 files open",
    ),
    "a large file": ("open('f', 'wb').write(bytes(1 << 22))", "error", "A file may have 1 MiB"),
    "threads": (THREADS, "killed", "it started more threads than allowed"),
}


@pytest.mark.parametrize("limit", LIMITED)
def test_a_cell_that_meets_a_limit_is_told_which_and_sinks_nothing_else(graded, limit):
    cell, status, words = LIMITED[limit]
    report = graded(cell)
    [problem] = report.cells
    assert (problem.cell, problem.status) == (1, status)
    assert words in problem.message, problem
    assert report.score == 10


def test_too_many_files_are_told(graded):
    """By the kernel where the folder is a disk of its own, else by whoever watches it."""
    cell = (
        "import time\n"
        "for n in range(64):\n    open(f'f{n}', 'wb').write(bytes(1 << 19)); time.sleep(0.01)"
    )
    report = graded(cell)
    [problem] = report.cells
    told = ("may write 4 MiB of files", "it wrote more temporary files than allowed")
    assert any(words in problem.message for words in told), problem
    assert report.score == 10


def test_processor_time_is_told(small, isolation, filled):
    with made(small, isolation, cpu_seconds=1, cell_seconds=9.0) as grader:
        report = grade(grader, filled(), "while True: pass")
    [problem] = report.cells
    assert (problem.status, report.score) == ("killed", 10)
    assert problem.message == "it used more processor time than allowed"


def test_output_beyond_the_limit_is_told_and_costs_nothing(graded):
    report = graded("print('x' * 100_000)")
    assert report.cells == ()
    assert "Your cells printed more than 8 KiB" in report.notes[0]
    assert (len(report.output), report.score) == (8192, 10)


def test_output_that_fits_is_not_mentioned(graded):
    report = graded("print('x' * 8000)")
    assert report.notes == ()


def test_the_time_of_the_whole_notebook_is_told(small, isolation, filled, monkeypatch):
    monkeypatch.setattr(session, "GRACE", 0.1)
    with made(small, isolation, submission_seconds=0.4, cell_seconds=9.0) as grader:
        report = grade(grader, filled(), "import time; time.sleep(9)")
    [problem] = report.cells
    assert problem.status == "timeout"
    assert "when the notebook had run for 0.4 s" in problem.message
    checks = [check for exercise in report.exercises for check in exercise.checks]
    assert CheckStatus.TIMEOUT in {check.status for check in checks}
    assert any("had used up its 0.4 s" in check.message for check in checks)
    assert report.score == 0


ASKED = {
    "wall": ("while True: pass", CheckStatus.TIMEOUT, "ran longer than 0.5 s"),
    "memory": ("return bytearray(1 << 29)", CheckStatus.ERROR, "asked for more memory"),
    "threads": (
        THREADS.replace("\n", "\n    "),
        CheckStatus.ERROR,
        "it started more threads than allowed",
    ),
    "the stack": ("return half(x)", CheckStatus.ERROR, "RecursionError"),
}


@pytest.mark.parametrize("limit", ASKED)
def test_an_answer_that_meets_a_limit_is_told_which_and_sinks_nothing_else(graded, limit):
    body, status, words = ASKED[limit]
    report = graded("", half=f"def half(x):\n    {body}")
    square, half = sorted(report.exercises, key=lambda e: -e.score)
    assert (square.score, half.score) == (6, 0)
    [check] = half.checks
    assert (check.status, words in check.message) == (status, True), check


HARMLESS = {
    "magics": "%matplotlib inline\n%config InlineBackend.figure_format = 'retina'",
    "plots": "import matplotlib.pyplot as plt\nplt.plot([1, 2]); plt.show(); plt.close('all')",
    "a saved plot": (
        "import matplotlib.pyplot as plt, os\n"
        "plt.figure(); plt.imshow([[1, 2]]); plt.savefig('p.png'); assert os.path.getsize('p.png')"
    ),
    "tempfile": (
        "import tempfile, os\n"
        "with tempfile.TemporaryDirectory() as d, tempfile.NamedTemporaryFile() as f:\n"
        "    f.write(b'x'); open(os.path.join(d, 'a'), 'w').write('y')"
    ),
    "display": (
        "from IPython.display import display, HTML, Image, Markdown, clear_output\n"
        "display(HTML('<b>x</b>')); display(1, [2]); clear_output(wait=True)"
    ),
    "threads": (
        "from concurrent.futures import ThreadPoolExecutor\n"
        "with ThreadPoolExecutor(4) as pool: assert list(pool.map(abs, [-1])) == [1]"
    ),
}


@pytest.fixture(scope="module")
def plotting(small, isolation):
    limits = Limits(cell_seconds=20.0)
    preload = (*small.preload, "matplotlib.pyplot")
    assignment = dataclasses.replace(small, limits=limits, preload=preload)
    with Grader.of(assignment, isolation) as grader:
        yield grader


@pytest.mark.parametrize("what", HARMLESS)
def test_what_notebooks_do_works_in_the_box(plotting, filled, what):
    report = grade(plotting, filled(), HARMLESS[what])
    assert report.cells == ()
    assert report.score == 10
