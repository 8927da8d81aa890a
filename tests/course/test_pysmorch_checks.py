"""Faults planted into the reference solutions of PySmorch: each is caught by the check that should.

The layers run in this process, and their answers travel as the wire's own bytes.
"""

from __future__ import annotations

import importlib
from pathlib import Path

import numpy as np
import pytest

from autograder.checks import ask
from autograder.course import Course
from autograder.grading.batteries import load_battery
from autograder.grading.seeds import generators
from autograder.verdict import CheckStatus

COURSE = Path(__file__).parents[2]
CLASSES = {"linear": "Linear", "relu": "Relu", "bias": "Bias", "cross_entropy": "CrossEntropy"}
SEEDS = 5


@pytest.fixture(autouse=True)
def _course_is_importable(monkeypatch):
    monkeypatch.syspath_prepend(str(COURSE))


def some(value, entry):
    """The value with one entry replaced."""
    changed = np.array(value, dtype=float)
    changed.flat[changed.size // 2] = entry
    return changed if changed.ndim else changed[()]


FAULTS = {
    "times 1.0005": lambda v: 1.0005 * v,
    "times 1 + 1e-6": lambda v: (1 + 1e-6) * v,
    "the other sign": lambda v: -v,
    "transposed": np.transpose,
    "one NaN": lambda v: some(v, np.nan),
    "one infinity": lambda v: some(v, np.inf),
    "zeros": np.zeros_like,
    "a constant": lambda v: np.full_like(v, 0.25),
    "one entry off by a little": lambda v: some(v, np.ravel(v)[np.size(v) // 2] + 1e-6),
    "single precision": lambda v: np.float32(v),
    "None": lambda v: None,
    "rows in another order": lambda v: np.roll(v, 1, axis=0),
    "added up": lambda v: v + np.sum(v),
}
SCALAR = set(FAULTS) - {"transposed", "rows in another order"}


class Between:
    """Stands between a layer and the one below, and changes what is handed back."""

    def __init__(self, below, change):
        self._below, self._change = below, change

    def __getattr__(self, name):
        return getattr(self._below, name)

    def backward(self, gradient):
        self._below.backward(self._change(gradient))


def planted(kind, direction, change):
    """The layer with one of its results changed: what forward returns, what it hands back, G."""

    class Planted(kind):
        def __init__(self, in_layer, *arguments):
            below = Between(in_layer, lambda g: change(self, g)) if direction == "X" else in_layer
            super().__init__(below, *arguments)

        def forward(self):
            value = super().forward()
            return change(self, value) if direction == "forward" else value

        def backward(self, *upstream):
            super().backward(*upstream)
            if direction == "W":
                self.G = change(self, self.G)

    return Planted


def solution(exercise):
    module = importlib.import_module(f"reference.pysmorch.{exercise}.solution")
    return getattr(module, CLASSES[exercise])


def lost(student_of, exercise, kind, seed):
    """The checks that did not pass, by name."""
    battery = load_battery(Course(COURSE).assignment("pysmorch"), exercise)
    student = student_of({CLASSES[exercise]: kind})
    results = ask(battery, student, generators(str(seed), exercise))
    return {r.name: r.status for r in results if r.status is not CheckStatus.PASSED}


def directions(exercise):
    return ("forward", "X", "W") if exercise in ("linear", "bias") else ("forward", "X")


CHECK = {"forward": "forward", "X": "gradient_X", "W": "gradient_W"}
CASES = [
    (exercise, direction, fault)
    for exercise in CLASSES
    for direction in directions(exercise)
    for fault in FAULTS
    if fault in SCALAR or (exercise, direction) != ("cross_entropy", "forward")
    # One row has no order, and the gradient of the logits adds up to 0.
    if (exercise, direction, fault) != ("bias", "W", "rows in another order")
    if (exercise, direction, fault) != ("cross_entropy", "X", "added up")
]


@pytest.mark.parametrize("exercise", CLASSES)
def test_the_reference_passes_with_and_without_a_stranger_in_between(student_of, exercise):
    kind = solution(exercise)
    for seed in range(SEEDS):
        for direction in directions(exercise):
            unchanged = planted(kind, direction, lambda self, value: value)
            assert lost(student_of, exercise, unchanged, seed) == {}


@pytest.mark.parametrize(("exercise", "direction", "fault"), CASES)
def test_a_planted_fault_is_caught_where_it_is(student_of, exercise, direction, fault):
    change = FAULTS[fault]
    kind = planted(solution(exercise), direction, lambda self, value: change(value))
    for seed in range(SEEDS):
        found = lost(student_of, exercise, kind, seed)
        assert found.get(CHECK[direction]) is CheckStatus.FAILED, (seed, found)
        others = {CHECK[d] for d in directions(exercise)} - {CHECK[direction]}
        assert not others & set(found), (seed, found)


def first_time_only(change):
    """Right the first time that an instance is used, changed after that."""

    def wrong_later(self, value):
        used = getattr(self, "used", False)
        self.used = True
        return change(value) if used else value

    return wrong_later


@pytest.mark.parametrize(
    ("exercise", "direction"), [(e, d) for e in CLASSES for d in directions(e)]
)
def test_what_is_right_only_once_is_caught(student_of, exercise, direction):
    kind = planted(solution(exercise), direction, first_time_only(lambda v: 2 * v))
    for seed in range(SEEDS):
        found = lost(student_of, exercise, kind, seed)
        assert found.get("new_batch") is CheckStatus.FAILED, (seed, found)
        assert not set(CHECK.values()) & set(found)


def test_labels_one_column_off_cost_the_forward_pass_and_not_the_backward_that_belongs_to_it(
    student_of,
):
    class Shifted(solution("cross_entropy")):
        def __init__(self, in_layer, ones_hot):
            super().__init__(in_layer, np.roll(ones_hot, 1, axis=1))

    for seed in range(SEEDS):
        found = lost(student_of, "cross_entropy", Shifted, seed)
        assert found["forward"] is CheckStatus.FAILED, seed
        assert "gradient_X" not in found
