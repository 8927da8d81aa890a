"""Work done against the original handout of `modules` is graded as what it is."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from autograder.course import Course
from autograder.grading.grader import Grader
from autograder.grading.sources import Source
from autograder.verdict import CheckStatus, Report

ROOT = Path(__file__).resolve().parents[2]
FOREIGN = Path(__file__).parent / "foreign"


@pytest.fixture(scope="module")
def grader() -> Iterator[Grader]:
    with Grader.of(Course(ROOT).assignment("modules"), "unprivileged") as grader:
        yield grader


def script(name: str) -> bytes:
    return (FOREIGN / f"modules_{name}.py").read_bytes()


def notebook(name: str) -> bytes:
    sources = script(name).decode().split("# %%\n")[1:]
    cells = [{"cell_type": "code", "metadata": {}, "outputs": [], "source": s} for s in sources]
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 2}).encode()


def lost(report: Report) -> dict[str, str]:
    return {
        f"{exercise.name}/{check.name}": check.message
        for exercise in report.exercises
        for check in exercise.checks
        if check.status is not CheckStatus.PASSED
    }


def test_a_notebook_with_classes_of_its_own_gets_full_marks(grader: Grader) -> None:
    report = grader.grade_bytes(Source("foreign.ipynb", ""), notebook("careful"))
    assert lost(report) == {}
    assert report.score == report.max_score
    assert report.cells == ()


def test_a_bare_file_on_top_of_the_given_classes_gets_full_marks(grader: Grader) -> None:
    report = grader.grade_bytes(Source("foreign.py", ""), script("bare"))
    assert lost(report) == {}
    assert report.score == report.max_score


KNOWN_ERRORS = {
    "sequential/one_module",
    "sequential/modes",
    "linear/repr",
    "softmax/large_batch",
    "leaky_relu/at_zero",
}


def test_the_printed_solution_loses_exactly_what_is_wrong_with_it(grader: Grader) -> None:
    report = grader.grade_bytes(Source("printed.ipynb", ""), notebook("printed"))
    found = lost(report)
    assert set(found) == KNOWN_ERRORS
    assert "IndexError" in found["sequential/one_module"]
    assert "a Dropout there goes on as before" in found["sequential/modes"]
    assert "swapped" in found["linear/repr"]
    assert "every *pair* of rows" in found["softmax/large_batch"]
    assert "exactly 0" in found["leaky_relu/at_zero"]
    # Its dropout is right in its own handout's sense, and told what that costs.
    assert any("dropout=keep" in note and "p times the input" in note for note in report.notes)


@pytest.mark.parametrize("value", ["drop-scaled", "keep", "keep-scaled"])
def test_a_convention_that_was_chosen_is_not_questioned(value: str) -> None:
    assignment = Course(ROOT).assignment("modules").under({"dropout": value})
    with Grader.of(assignment, "unprivileged") as grader:
        report = grader.grade_bytes(Source("printed.ipynb", ""), notebook("printed"))
    found = lost(report)
    wrong = {"drop-scaled": {"forward", "rate"}, "keep": set(), "keep-scaled": {"forward"}}[value]
    assert set(found) == KNOWN_ERRORS | {f"dropout/{check}" for check in wrong}
    if value == "drop-scaled":
        assert "the expected output" in found["dropout/forward"]
        assert "p is the chance to be" in found["dropout/rate"]
    assert not any("dropout=" in note for note in report.notes)


def note_of(report: Report, convention: str) -> str:
    return "".join(note for note in report.notes if f"{convention}=" in note)


def test_the_newer_handout_is_known_by_its_two_criteria(grader: Grader) -> None:
    report = grader.grade_bytes(Source("newer.ipynb", ""), notebook("newer"))
    assert lost(report) == {}
    assert "ClassNLLCriterionUnstable" in note_of(report, "nll_input")
    assert note_of(report, "dropout") == ""
    assert [problem.type for problem in report.cells] == [
        *["ModuleNotFoundError"] * 2,
        "NameError",
    ]


def test_without_the_unstable_criterion_a_log_softmax_and_the_loss_itself_tell(
    grader: Grader,
) -> None:
    text = notebook("newer").decode()
    alone = text.replace("ClassNLLCriterionUnstable", "AnotherCriterion")
    report = grader.grade_bytes(Source("newer.ipynb", ""), alone.encode())
    assert lost(report) == {}
    assert "LogSoftMax" in note_of(report, "nll_input")
    # A criterion of probabilities stays one, whatever layers there are beside it.
    of_probabilities = alone.replace(
        "target * input) / input.shape[0]", "target * np.log(input)) / 1"
    )
    report = grader.grade_bytes(Source("newer.ipynb", ""), of_probabilities.encode())
    assert note_of(report, "nll_input") == ""
    assert "class_nll/forward" in lost(report)


def test_an_older_dropout_that_is_scaled_is_seen_to_be(grader: Grader) -> None:
    text = script("printed").decode().replace("# %%\n", "")
    scaled = text.replace("< self.p\n", "< self.p\n            self.mask = self.mask / self.p\n")
    assert scaled != text
    report = grader.grade_bytes(Source("older.py", ""), scaled.encode())
    assert "what stays is divided by p" in note_of(report, "dropout")
    assert not [name for name in lost(report) if name.startswith("dropout/")]


def test_the_blank_of_the_original_handout_gets_nothing(grader: Grader) -> None:
    report = grader.grade_bytes(Source("blank.py", ""), BLANK.encode())
    assert [(e.name, c.name) for e in report.exercises for c in e.checks if c.points] == []


BLANK = """
import numpy as np
class Sequential(Module):
    def __init__(self):
        super().__init__()
        self.modules = []
    def add(self, module):
        self.modules.append(module)
    def updateOutput(self, input):
        return self.output
    def backward(self, input, gradOutput):
        return self.gradInput
class Linear(Module):
    def __init__(self, n_in, n_out):
        super().__init__()
        self.W = np.random.uniform(-1, 1, size=(n_out, n_in))
        self.b = np.random.uniform(-1, 1, size=n_out)
        self.gradW, self.gradb = np.zeros_like(self.W), np.zeros_like(self.b)
    def updateOutput(self, input):
        return self.output
    def updateGradInput(self, input, gradOutput):
        return self.gradInput
    def zeroGradParameters(self):
        self.gradW.fill(0)
    def getParameters(self):
        return [self.W, self.b]
class SoftMax(Module):
    def updateOutput(self, input):
        self.output = np.subtract(input, input.max(axis=1, keepdims=True))
        return self.output
    def updateGradInput(self, input, gradOutput):
        return self.gradInput
class Dropout(Module):
    def __init__(self, p=0.5):
        super().__init__()
        self.p, self.mask = p, None
    def updateOutput(self, input):
        return self.output
    def updateGradInput(self, input, gradOutput):
        return self.gradInput
class LeakyReLU(Module):
    def __init__(self, slope=0.03):
        super().__init__()
        self.slope = slope
    def updateOutput(self, input):
        return self.output
    def updateGradInput(self, input, gradOutput):
        return self.gradInput
class ClassNLLCriterion(Criterion):
    def updateOutput(self, input, target):
        return self.output
    def updateGradInput(self, input, target):
        return self.gradInput
"""
