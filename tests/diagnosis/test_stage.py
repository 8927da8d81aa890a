"""The author's answers on stage: what a scenario does to them, and what it leaves behind."""

from __future__ import annotations

import signal
import time

import numpy as np
import pytest

from autograder.checks.outcome import Missing, Raised, TookTooLong
from autograder.checks.student import Student
from autograder.diagnosis import stage as module
from autograder.diagnosis.bank import read_solution
from autograder.diagnosis.stage import Stage
from autograder.grading.release import read_release


@pytest.fixture
def stage(small):
    release = read_release(small)
    solutions = {name: read_solution(small.solution(name)) for name in small.exercises}
    stage = Stage(release.cells, solutions, release.folder.resolve(), small.watch)
    with stage.set():
        yield stage


def answer_of(stage, source, *arguments):
    """What `half` answers, given this source for it."""
    assert stage.put("half", stage.compile("half", source))
    with Student(stage.transport(28)).scenario() as s:
        got = s.take(s.name("half")(*arguments))
    return got.value


def test_an_answer_answers_as_in_a_box(stage):
    assert answer_of(stage, "def half(x):\n    return x / 2", 3.0) == 1.5


def test_every_answer_starts_anew_and_among_the_notebooks_own_names(stage):
    source = "def half(x):\n    global SCALE\n    SCALE += 1\n    return SCALE"
    assert [answer_of(stage, source, 1.0) for _ in range(2)] == [2, 2]


def test_every_scenario_starts_from_its_seed(stage):
    source = "def half(x):\n    return np.random.rand()"
    assert answer_of(stage, source, 1.0) == answer_of(stage, source, 2.0)


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("def half(x):\n    return 1 / 0", Raised),
        ("def half(x):\n    raise SystemExit", Raised),
        ("x = 1", Missing),
        ("def half(x):\n    while True:\n        pass", TookTooLong),
    ],
)
def test_what_gives_no_answer_says_why(stage, monkeypatch, source, kind):
    monkeypatch.setattr(module, "SCENARIO_SECONDS", 0.1)
    with pytest.raises(kind):
        answer_of(stage, source, 1.0)


def test_waiting_for_a_busy_machine_is_not_held_against_an_answer(stage, monkeypatch):
    monkeypatch.setattr(module, "SCENARIO_SECONDS", 0.1)
    source = "import time\n\ndef half(x):\n    time.sleep(0.3)\n    return x / 2"
    assert answer_of(stage, source, 3.0) == 1.5


def test_nothing_stays_changed_afterwards(small):
    release = read_release(small)
    exp, handler = np.exp, signal.getsignal(signal.SIGPROF)
    stage = Stage(release.cells, {}, release.folder.resolve(), small.watch)
    with stage.set():
        assert np.exp is not exp
    assert np.exp is exp
    assert signal.getsignal(signal.SIGPROF) is handler
    started = time.process_time()
    while time.process_time() - started < 0.05:
        pass
