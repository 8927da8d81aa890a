"""Work that was done against another handout of the lab: graded like any other."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("torch")

from autograder.course import Course
from autograder.grading.grader import Grader
from autograder.grading.sources import Source
from autograder.verdict import Report, ReportStatus

COURSE = Path(__file__).parents[2]
FOREIGN = Path(__file__).parent / "foreign"


@pytest.fixture(scope="module")
def grader() -> Iterator[Grader]:
    with Grader.of(Course(COURSE).assignment("neurons"), "unprivileged") as grader:
        yield grader


def as_notebook(script: str) -> bytes:
    cells = [
        {"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": 1, "source": source}
        for source in script.split("# %%\n")
        if source.strip()
    ]
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}).encode()


def graded(grader: Grader, name: str, data: bytes) -> Report:
    report = grader.grade_bytes(Source(name, ""), data)
    assert report.status is ReportStatus.GRADED, report.reason
    return report


def lost(report: Report) -> dict[str, str]:
    """What was lost, as exercise/check, and the words for it."""
    return {
        f"{exercise.name}/{check.name}": check.message
        for exercise in report.exercises
        for check in exercise.checks
        if check.points < check.max_points
    }


@pytest.mark.parametrize("name", ["neurons_original_handout.py", "neurons_plain_script.py"])
def test_complete_work_from_elsewhere_gets_full_marks(grader: Grader, name: str) -> None:
    report = graded(grader, name, (FOREIGN / name).read_bytes())
    assert lost(report) == {}
    assert report.score == report.max_score


def test_the_same_work_as_a_notebook_gets_full_marks(grader: Grader) -> None:
    script = (FOREIGN / "neurons_original_handout.py").read_text()
    assert lost(graded(grader, "lab.ipynb", as_notebook(script))) == {}


def test_the_known_error_of_the_printed_solution_costs_its_own_check_only(grader: Grader) -> None:
    name = "neurons_known_errors.py"
    words = lost(graded(grader, name, (FOREIGN / name).read_bytes()))
    assert list(words) == ["derivatives/again"]
    assert "gradients add up from call to call" in words["derivatives/again"]


def test_one_missing_function_costs_its_own_exercise_only(grader: Grader) -> None:
    script = (FOREIGN / "neurons_plain_script.py").read_text()
    whole = "def tensor_relu(input_tensor):\n    return F.relu(input_tensor)"
    broken = script.replace(whole, "def tensor_relu(input_tensor):\n    raise NotImplementedError")
    assert broken != script
    words = lost(graded(grader, "neurons_plain_script.py", broken.encode()))
    assert {place.split("/")[0] for place in words} == {"tensor_relu"}


def test_a_net_of_neither_handout_has_wrong_sizes(grader: Grader) -> None:
    script = (FOREIGN / "neurons_plain_script.py").read_text()
    broken = script.replace("(64, 200, 40, 10)", "(64, 100, 40, 10)")
    words = lost(graded(grader, "neurons_plain_script.py", broken.encode()))
    assert "`layer_0` has shape (100, 64)" in words["initialize/sizes"]


def test_training_that_was_given_elsewhere_is_asked_of_the_single_round(grader: Grader) -> None:
    script = (FOREIGN / "neurons_original_handout.py").read_text()
    right = "nudge_tensor_towards_minimum(getattr(neural_net, name), learning_rate)"
    broken = script.replace(right, right.replace("learning_rate", "-learning_rate"))
    assert broken != script
    words = lost(graded(grader, "neurons_original_handout.py", broken.encode()))
    assert {place.split("/")[0] for place in words} == {"tune_once", "train"}
