"""Right answers are right beside each other: notebooks of variants, each in at least one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from autograder.course import Course
from autograder.diagnosis.bank import holding, read_bank
from autograder.grading.grader import Grader
from autograder.grading.sources import Source

COURSE = Course(Path(__file__).parents[2])
# In the other labs an answer may count on what its author chose in an earlier one, such as the
# shape of a bias; in these two every layer stands by itself.
LABS = ("pysmorch", "modules")


def notebooks(assignment):
    """The release, solved by variants; as many notebooks as the longest bank has variants."""
    plain = json.loads(assignment.released_notebook.read_text("utf-8"))
    banks = {
        exercise: [a for a in holding(read_bank(assignment, exercise), assignment) if a.is_right]
        for exercise in assignment.exercises
    }
    for number in range(max(map(len, banks.values()))):
        chosen = {exercise: bank[number % len(bank)] for exercise, bank in banks.items()}
        cells = [{**cell, "source": solved(cell, chosen)} for cell in plain["cells"]]
        names = ", ".join(answer.name for answer in chosen.values())
        yield names, json.dumps({**plain, "cells": cells}).encode()


def solved(cell, chosen):
    own = cell["metadata"].get("autograder", {})
    return chosen[own["exercise"]].source if own.get("role") == "solution" else cell["source"]


@pytest.mark.parametrize("lab", LABS)
def test_a_notebook_of_right_answers_gets_full_marks(lab, isolation):
    assignment = COURSE.assignment(lab)
    with Grader.of(assignment, isolation) as grader:
        for names, data in notebooks(assignment):
            report = grader.grade_bytes(Source("right.ipynb", ""), data)
            lost = [
                f"{check.name}: {check.message}"
                for exercise in report.exercises
                for check in exercise.checks
                if check.points < check.max_points
            ]
            assert not lost, (names, lost)
            assert report.score == report.max_score > 0
