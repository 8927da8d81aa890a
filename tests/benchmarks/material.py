"""A class of right notebooks, no two alike: what every grader of the benchmark is given."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

from autograder.course import Assignment
from autograder.diagnosis.bank import Answer, read_bank


def write_class(assignment: Assignment, folder: Path, count: int) -> list[Path]:
    """Write so many notebooks of right answers, drawn from the bank and told apart by a comment."""
    folder.mkdir(parents=True, exist_ok=True)
    release = json.loads(assignment.released_notebook.read_text("utf-8"))
    banks = {
        exercise: [answer for answer in read_bank(assignment, exercise) if answer.is_right]
        for exercise in assignment.exercises
    }
    rng = random.Random("a class of the benchmark")
    paths = []
    for number in range(count):
        chosen = {exercise: rng.choice(bank) for exercise, bank in banks.items()}
        path = folder / f"student{number:05}.ipynb"
        path.write_text(json.dumps(_filled(release, chosen, number)), "utf-8")
        paths.append(path)
    return paths


def _filled(release: dict[str, Any], chosen: dict[str, Answer], number: int) -> dict[str, Any]:
    return {**release, "cells": [_cell(cell, chosen, number) for cell in release["cells"]]}


def _cell(cell: dict[str, Any], chosen: dict[str, Answer], number: int) -> dict[str, Any]:
    own = cell["metadata"].get("autograder", {})
    if own.get("role") != "solution":
        return cell
    return {**cell, "source": f"{chosen[own['exercise']].source.strip()}\n# copy {number}"}
