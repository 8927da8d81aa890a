"""No message to a student holds a number that was drawn for a hidden check, or its right answer.

Known mistakes of every lab are graded under two seeds. What reads the same under both holds
nothing that was drawn; where the words differ, every number in them is looked for among all that
was asked, answered and expected. With --soak every mistake of every bank is tried, and with them
every check of every lab.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import numpy as np
import pytest

from autograder.audit.run import answers_of
from autograder.audit.trial import Trials
from autograder.checks.compare import as_array, comparisons
from autograder.course import Course
from autograder.diagnosis.bank import Answer
from autograder.diagnosis.likeness import leaves
from autograder.diagnosis.recording import PROBE, Recorder
from autograder.errors import NotInstalled
from autograder.grading import grader as module
from autograder.grading.extras import require

COURSE = Course(Path(__file__).parents[2])
EXAMPLE = "The smallest example that shows it:"
NUMBER = re.compile(r"\d+\.\d+(?:e[+-]?\d+)?|\d+e[+-]?\d+")
SIGNIFICANT = 3  # digits from which on a number is told from others


def numbers_in(text: str) -> Iterator[tuple[float, float]]:
    """Each number with a point in it that says something, and how exactly it is written."""
    for word in NUMBER.findall(text):
        digits = word.partition("e")[0].replace(".", "").strip("0")
        if len(digits) >= SIGNIFICANT:
            power = int(word.partition("e")[2] or 0)
            decimals = len(word.partition("e")[0].partition(".")[2])
            yield float(word), 0.51 * 10.0 ** (power - decimals)


def leaked(text: str, hidden: np.ndarray) -> list[float]:
    """The numbers in the text that are hidden ones, as exactly as they are written."""
    return [
        number
        for number, exactness in numbers_in(text)
        if np.any(np.abs(np.abs(hidden) - number) <= exactness)
    ]


def plain_numbers(value) -> list[np.ndarray]:
    arrays = [as_array(leaf) for _, leaf in leaves(value)]
    return [array.ravel() for array in arrays if array is not None]


def drawn(recorder: Recorder, compared) -> np.ndarray:
    """Every number that hidden checks asked with, were answered, or expected; no whole ones."""
    found = [np.zeros(0)]
    for exchange in recorder.exchanges:
        if exchange.check != PROBE:
            found += plain_numbers(exchange.operations) + plain_numbers(exchange.answers)
    for one in compared:
        found += plain_numbers(one.got) + plain_numbers(one.want)
    numbers = np.concatenate(found)
    numbers = numbers[np.isfinite(numbers)]
    return numbers[numbers != np.round(numbers)]


class Listening(Recorder):
    """Remembers itself, for the test to look at what it has recorded."""

    last: Recorder

    def __init__(self, *arguments) -> None:
        super().__init__(*arguments)
        Listening.last = self


def told(trials: Trials, answer) -> list[tuple[list[dict], np.ndarray]]:
    """All that two reports say about the answer, and all that they must not say."""
    session, reports, assignment = trials.session(answer), [], trials.grader.assignment
    try:
        for seed in ("one", "other"):
            with comparisons() as compared:
                digest = hashlib.sha256(f"{seed} {answer.name}".encode()).hexdigest()
                result = trials.grader.ask(session, answer.exercise, digest, assignment)
                hidden = drawn(Listening.last, list(compared))
            reports.append(([asdict(check) for check in result.checks], hidden))
    finally:
        session.close()
    return reports


def chosen(answers, soak: bool):
    """Of each exercise a mistake or two, for checks that come early and late; or all."""
    mistakes = [answer for answer in answers if not answer.is_right]
    if soak:
        return mistakes
    by_exercise = {}
    for answer in mistakes:
        by_exercise.setdefault(answer.exercise, []).append(answer)
    return [answer for own in by_exercise.values() for answer in (own[0], own[-1])]


@pytest.mark.parametrize("lab", [assignment.name for assignment in COURSE.assignments])
def test_what_a_student_reads_holds_nothing_that_was_drawn(lab, soak, isolation, monkeypatch):
    assignment = COURSE.assignment(lab)
    try:
        require(assignment)
    except NotInstalled as error:
        pytest.skip(str(error))
    monkeypatch.setattr(module, "Recorder", Listening)
    trials, leaks, missed = Trials(assignment, isolation), {}, set()
    try:
        for answer in chosen(answers_of(assignment, assignment.exercises), soak):
            (one, hidden), (other, fixed) = told(trials, answer)
            hidden = hidden[~np.isin(hidden, fixed)]  # hard points are the same for everyone
            missed |= {(answer.exercise, c["name"]) for c in one if c["status"] != "passed"}
            if one != other and (found := leaked(without_examples(one), hidden)):
                leaks[f"{answer.exercise}/{answer.name}"] = found
    finally:
        trials.close()
    assert not leaks
    assert {exercise for exercise, _ in missed} == set(assignment.exercises)
    if soak:
        batteries = trials.grader.batteries.items()
        assert missed >= {(e, check.name) for e, checks in batteries for check in checks}


def without_examples(checks: list[dict]) -> str:
    """The checks' words without the small examples, which are the same for everyone."""
    return "\n".join(f"{c['title']} {c['message'].partition(EXAMPLE)[0]}" for c in checks)


@pytest.mark.parametrize("seed", ["one", "other"])
def test_an_example_is_the_same_whatever_was_drawn(small, isolation, seed):
    """So that none of its numbers is a drawn one."""
    source = (
        "class Square:\n    def __init__(self, x):\n        self.x = x\n\n"
        "    def forward(self):\n        self.v = self.x.forward()\n"
        "        return self.v**2 + self.v**3\n\n"
        "    def backward(self, d):\n        self.x.backward(self.v * d)\n"
    )
    trials = Trials(small, isolation)
    try:
        session = trials.session(Answer("square", "cube", source, "", None, Path("cube.py")))
        result = trials.grader.ask(
            session, "square", hashlib.sha256(seed.encode()).hexdigest(), small
        )
        session.close()
    finally:
        trials.close()
    [message] = [check.message for check in result.checks if check.name == "forward"]
    assert message.partition(EXAMPLE)[2] == "\n  X = [[-2]]\n  right: [[4]]\n  yours: [[-4]]"


PLANTED = np.array([0.123456789, -12.3456789, 4.23e-7])


@pytest.mark.parametrize(
    "text",
    ["`forward` returns 0.1235", "should be -12.35", "[[1.0, 12.3457]]", "off by 4.230e-07 here"],
)
def test_a_planted_leak_is_found(text):
    assert leaked(text, PLANTED)


@pytest.mark.parametrize(
    "text", ["exactly 1/4 of", "shape (4, 3)", "0.5 of it", "0.1236", "line 12 of code cell 3"]
)
def test_what_is_none_is_not(text):
    assert not leaked(text, PLANTED)
