"""The release as the grader reads it, and what it says of one that is missing or damaged."""

from __future__ import annotations

import json

import pytest

from autograder.course import Course
from autograder.errors import AuthoringError
from autograder.grading.release import Release, ReleasedCell, read_release


def test_code_cells_have_their_roles_and_exercises(small):
    release = read_release(small)
    assert release.assignment == "small"
    assert release.exercises == ("square", "half")
    assert [(c.id, c.role, c.exercise) for c in release.cells][:3] == [
        ("setup", "given", None),
        ("square", "solution", "square"),
        ("square-test", "test", "square"),
    ]


def test_an_exercise_with_two_test_cells_counts_once(tmp_path):
    cells = [ReleasedCell(str(i), "test", name, "") for i, name in enumerate(["b", "a", "b"])]
    assert Release("small", tuple(cells), tmp_path).exercises == ("b", "a")


def test_a_source_may_be_a_list_of_lines(small_root):
    path = small_root / "release/small/small.ipynb"
    plain = json.loads(path.read_text())
    plain["cells"][1]["source"] = ["import numpy as np\n", "x = 1"]
    path.write_text(json.dumps(plain))
    release = read_release(Course(small_root).assignment("small"))
    assert release.cells[0].source == "import numpy as np\nx = 1"


def test_what_has_not_been_released_says_what_to_do(small_root):
    (small_root / "release/small/small.ipynb").unlink()
    with pytest.raises(AuthoringError, match="Run `autograder release small` first"):
        read_release(Course(small_root).assignment("small"))


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"cells": [{"cell_type": "code"}]}', "7"])
def test_a_damaged_release_is_the_courses_fault(small_root, text):
    (small_root / "release/small/small.ipynb").write_text(text)
    with pytest.raises(AuthoringError, match="is damaged"):
        read_release(Course(small_root).assignment("small"))
