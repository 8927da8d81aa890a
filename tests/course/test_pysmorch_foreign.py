"""Work done against the original handout of `pysmorch` is graded as what it is."""

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
TEXT = (Path(__file__).parent / "foreign" / "pysmorch_notebook.py").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def grader() -> Iterator[Grader]:
    with Grader.of(Course(ROOT).assignment("pysmorch"), "unprivileged") as grader:
        yield grader


def cells(text: str) -> list[str]:
    return [cell.lstrip("\n") for cell in text.split("# %%\n") if cell.strip()]


def notebook(text: str) -> bytes:
    code = [
        {"cell_type": "code", "metadata": {}, "outputs": [], "source": source}
        for source in cells(text)
    ]
    return json.dumps({"cells": code, "metadata": {}, "nbformat": 4, "nbformat_minor": 2}).encode()


def lost(report: Report) -> dict[str, str]:
    return {
        f"{exercise.name}/{check.name}": check.message
        for exercise in report.exercises
        for check in exercise.checks
        if check.status is not CheckStatus.PASSED
    }


def test_a_right_notebook_from_the_original_handout_gets_full_marks(grader: Grader) -> None:
    report = grader.grade_bytes(Source("foreign.ipynb", ""), notebook(TEXT))
    assert lost(report) == {}
    assert report.score == report.max_score == 100


def test_its_tests_that_need_the_network_sink_nothing_but_are_told(grader: Grader) -> None:
    report = grader.grade_bytes(Source("foreign.ipynb", ""), notebook(TEXT))
    assert [problem.cell for problem in report.cells] == [3, 7]


def test_a_bare_file_with_the_classes_alone_gets_full_marks(grader: Grader) -> None:
    bare = "\n".join(cells(TEXT)[1:-1]).replace("%matplotlib inline\n", "").replace("!ls\n", "")
    imports = "import numpy as np\nfrom math import sqrt\nfrom numpy.random import randn\n"
    report = grader.grade_bytes(Source("foreign.py", ""), (imports + bare).encode())
    assert lost(report) == {}, "the network was given in the original: it is wired by the checks"


def test_the_blank_of_the_original_handout_gets_nothing(grader: Grader) -> None:
    report = grader.grade_bytes(Source("blank.py", ""), BLANK.encode())
    assert [(e.name, c.name) for e in report.exercises for c in e.checks if c.points] == []


BLANK = """
import numpy as np
from numpy.random import randn
class Linear:
    def __init__(self, in_layer, num_out_features):
        self.in_layer = in_layer
        num_data, num_in_features = in_layer.out_dims
        self.out_dims = np.array([num_data, num_out_features])
        self.W = randn(num_in_features, num_out_features)
    def forward(self):
        self.in_array = self.in_layer.forward()
        return 0
    def backward(self, dwnstrm):
        self.G = 0
        self.in_layer.backward(0)
class Relu:
    def __init__(self, in_layer):
        self.in_layer = in_layer
        self.out_dims = in_layer.out_dims
    def forward(self):
        self.in_array = self.in_layer.forward()
        return 0
    def backward(self, dwnstrm):
        self.in_layer.backward(0)
class CrossEntropy:
    def __init__(self, in_layer, ones_hot):
        self.in_layer = in_layer
        self.ones_hot = ones_hot
    def set_labels(self, ones_hot):
        self.ones_hot = ones_hot
    def forward(self):
        in_array = self.in_layer.forward()
        return 0
    def backward(self):
        self.in_layer.backward(0)
class Bias:
    def __init__(self, in_layer):
        self.in_layer = in_layer
        self.out_dims = in_layer.out_dims
        self.W = randn(1, in_layer.out_dims[1])
    def forward(self):
        return 0
    def backward(self, dwnstrm):
        self.G = 0
        self.in_layer.backward(0)
"""


def test_a_bias_gradient_that_is_not_summed_is_named(grader: Grader) -> None:
    wrong = TEXT.replace("self.G = dwnstrm.sum(axis=0)", "self.G = dwnstrm")
    report = grader.grade_bytes(Source("foreign.ipynb", ""), notebook(wrong))
    assert "not of W" in lost(report)["bias/gradient_W"]
