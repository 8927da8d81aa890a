"""Work on miniflow that was done against the original handout, graded as it comes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from autograder.course import Course
from autograder.grading.grader import Grader
from autograder.grading.sources import Source
from autograder.verdict import CheckResult, Report, ReportStatus

COURSE = Path(__file__).parents[2]
FOREIGN = Path(__file__).parent / "foreign"
LIBRARY = (FOREIGN / "miniflow_library.py").read_text()


@pytest.fixture(scope="module")
def grader() -> Iterator[Grader]:
    with Grader.of(Course(COURSE).assignment("miniflow"), "unprivileged") as grader:
        yield grader


def lost(report: Report) -> dict[str, CheckResult]:
    assert report.status is ReportStatus.GRADED, report.reason
    checks = [(e.name, check) for e in report.exercises for check in e.checks]
    return {f"{name}/{c.name}": c for name, c in checks if c.points < c.max_points}


def as_notebook(*cells: str) -> bytes:
    code = [{"cell_type": "code", "metadata": {}, "outputs": [], "source": c} for c in cells]
    return json.dumps({"cells": code, "metadata": {}, "nbformat": 4, "nbformat_minor": 1}).encode()


@pytest.mark.parametrize("name", ["miniflow_library.py", "miniflow_classes.py"])
def test_a_bare_file_that_defines_the_names_gets_full_marks(grader: Grader, name: str) -> None:
    report = grader.grade_bytes(Source(name, ""), (FOREIGN / name).read_bytes())
    assert lost(report) == {}


def test_a_foreign_notebook_with_magics_and_a_missing_module_gets_full_marks(
    grader: Grader,
) -> None:
    magics = "%load_ext autoreload\n%autoreload 2"
    missing = "from miniflow import *"
    loader = "from tensorflow.examples.tutorials.mnist import input_data"
    head, _, nodes = LIBRARY.partition("class Node(object):")
    data = as_notebook(magics, missing, head, f"class Node(object):{nodes}", loader)
    report = grader.grade_bytes(Source("lab.ipynb", ""), data)
    assert lost(report) == {}


def test_a_softmax_without_a_shift_loses_the_large_scores_and_nothing_else(grader: Grader) -> None:
    """The one error of the original's own nodes: bare exponentials, and logarithms of shares."""
    before, rest = LIBRARY.split("    def _logs(self, x):")
    _, after = rest.split("    def backward(self):", 1)
    bare = """    def _softmax(self, x):
        powers = np.exp(x)
        return powers / np.sum(powers, axis=1, keepdims=True)

    def forward(self):
        x, y = [node.value for node in self.inbound_nodes]
        shares = self._softmax(x)
        self.value = -np.mean(np.log(shares[np.arange(len(y)), y]))

    def backward(self):"""
    source = Source("miniflow.py", "")
    found = lost(grader.grade_bytes(source, (before + bare + after).encode()))
    where = "cross_entropy_with_softmax/"
    assert set(found) == {
        where + "large_softmax",
        where + "large_logits",
        where + "improbable",
    }
    assert "for logits of a thousand and more" in found[where + "large_softmax"].message.lower()
    assert "contains NaN" in found[where + "large_logits"].message
    assert "below the largest" in found[where + "improbable"].message


def test_a_square_that_is_right_only_because_its_node_counts_twice_is_right(
    grader: Grader,
) -> None:
    """With the original Node x hears twice of Mul(x, x): half of the slope each time is right."""
    halved = LIBRARY.replace(
        "            self.gradients[a] += b.value * node.gradients[self]\n"
        "            self.gradients[b] += a.value * node.gradients[self]\n",
        "            self.gradients[b] = self.gradients[b] + a.value * node.gradients[self]\n"
        "            if a is not b:\n"
        "                self.gradients[a] = self.gradients[a] + b.value * node.gradients[self]\n",
    )
    assert halved != LIBRARY
    assert lost(grader.grade_bytes(Source("miniflow.py", ""), halved.encode())) == {}


def test_an_unsummed_bias_gradient_is_not_let_pass(grader: Grader) -> None:
    unsummed = LIBRARY.replace("np.sum(cost, axis=0, keepdims=True)", "cost")
    found = lost(grader.grade_bytes(Source("miniflow.py", ""), unsummed.encode()))
    assert "linear/gradient_b" in found
    assert "the upstream gradient, handed on" in found["linear/gradient_b"].message


def test_training_that_is_a_loop_without_functions_counts_for_nothing(grader: Grader) -> None:
    """So the original handout has it; there is nothing in a loop that could be asked."""
    nodes, _, _ = LIBRARY.partition("def initialize_weights")
    report = grader.grade_bytes(Source("miniflow.py", ""), nodes.encode())
    assert lost(report) == {}
    sgd = next(exercise for exercise in report.exercises if exercise.name == "sgd")
    assert sgd.waived
    assert all("neither for you nor against you" in check.message for check in sgd.checks)
    assert report.score == report.max_score > 0


def test_training_functions_that_are_only_begun_are_asked(grader: Grader) -> None:
    nodes, _, _ = LIBRARY.partition("def initialize_weights")
    begun = nodes + "\n\ndef sgd_step(loss, weights, batch, rate):\n    pass\n"
    found = lost(grader.grade_bytes(Source("miniflow.py", ""), begun.encode()))
    assert "initialize_weights" in found["sgd/first_weights"].message
    assert found["sgd/step"].max_points == 5


def test_nodes_that_are_still_called_layers_get_full_marks(grader: Grader) -> None:
    """As in the oldest handouts: another base class, other names for a node's neighbours."""
    old = LIBRARY.replace("inbound_nodes", "inbound_layers")
    old = old.replace("outbound_nodes", "outbound_layers")
    old = old.replace("class Node(object)", "class Layer(object)").replace("(Node)", "(Layer)")
    old = old.replace("Node.__init__", "Layer.__init__").replace(
        "self, inbound_layers)", "self, inbound_layers=())"
    )
    assert "Node" not in old.replace("DummyNode", "")
    nodes, _, _ = old.partition("def initialize_weights")
    found = lost(grader.grade_bytes(Source("miniflow.py", ""), nodes.encode()))
    assert found == {}
