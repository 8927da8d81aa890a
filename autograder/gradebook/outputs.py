"""Shows a report in the notebook's test cells, where nbgrader's pages look for results.

The output's last line is the points as a number, which nbgrader reads as partial credit.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from autograder.scores.comment import exercise_lines
from autograder.verdict import ExerciseResult, Report
from autograder.words import clean


def with_verdict(notebook: Mapping[str, Any], report: Report) -> dict[str, Any]:
    """The notebook with each exercise's verdict as the output of its test cell."""
    results = {exercise.name: exercise for exercise in report.exercises}
    cells = [_shown(cell, results.get(_tested(cell) or "")) for cell in notebook["cells"]]
    return {**notebook, "cells": cells}


def _tested(cell: Mapping[str, Any]) -> str | None:
    """The exercise that a cell is the test of, or None."""
    own = cell["metadata"].get("autograder", {})
    exercise: str | None = own.get("exercise") if own.get("role") == "test" else None
    return exercise


def _shown(cell: Mapping[str, Any], result: ExerciseResult | None) -> dict[str, Any]:
    if result is None:
        return dict(cell)
    told = {
        "output_type": "stream",
        "name": "stdout",
        "text": clean("\n".join(exercise_lines(result))) + "\n",
    }
    points = {
        "output_type": "execute_result",
        "execution_count": None,
        "metadata": {},
        "data": {"text/plain": repr(float(result.score))},
    }
    return {**cell, "outputs": [told, points]}
