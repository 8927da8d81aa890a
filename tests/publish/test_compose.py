"""The source notebook, and every way in which a course can be wrong."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from autograder.course import Assignment
from autograder.errors import AuthoringError
from autograder.publish.bundle import notebook_bytes
from autograder.publish.compose import compose


def cell_of(notebook, name: str):
    return next(cell for cell in notebook.cells if cell.id == name)


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_cells_come_in_the_authors_order_under_his_ids(tiny: Assignment, points):
    assert [cell.id for cell in compose(tiny, points).cells] == [
        "intro",
        "setup",
        "layer",
        "prose-2",
        "scale",
        "scale-test",
        "scale-picture",
        "shift",
        "shift-test",
    ]


def test_a_solution_cell_holds_its_file_with_the_marks(tiny: Assignment, points):
    source = cell_of(compose(tiny, points), "scale").source
    assert source.startswith("# The factor is fixed.\nclass Scale(Layer):")
    assert "### BEGIN SOLUTION" in source
    assert "import" not in source


def test_given_code_may_live_in_a_file(tiny: Assignment, points):
    source = cell_of(compose(tiny, points), "layer").source
    assert source.startswith("# Every layer keeps what it was given.\nclass Layer:")


@pytest.mark.parametrize(
    ("name", "grade", "solution", "locked"),
    [
        ("setup", False, False, True),
        ("scale", False, True, False),
        ("scale-test", True, False, True),
        ("scale-picture", False, False, True),
    ],
)
def test_roles_become_nbgraders_flags(
    tiny: Assignment, points, name: str, grade: bool, solution: bool, locked: bool
):
    fields = cell_of(compose(tiny, points), name).metadata.nbgrader
    assert (fields.grade, fields.solution, fields.locked) == (grade, solution, locked)
    assert fields.grade_id == name
    assert ("points" in fields) == grade


def test_the_test_cell_carries_the_points_of_its_exercise(tiny: Assignment, points):
    assert cell_of(compose(tiny, points), "shift-test").metadata.nbgrader.points == 1.5


def test_a_students_eyes_find_the_points_above_the_test(tiny: Assignment, points):
    source = cell_of(compose(tiny, points), "scale-test").source
    assert source.startswith(f"# scale: {points['scale']:g} points\n")


def test_prose_carries_nothing_of_nbgrader(tiny: Assignment, points):
    metadata = cell_of(compose(tiny, points), "intro").metadata
    assert metadata == {"autograder": {"role": "prose"}}


def test_tags_and_exercises_are_kept(tiny: Assignment, points):
    metadata = cell_of(compose(tiny, points), "shift").metadata
    assert metadata.tags == ["wide"]
    assert metadata.autograder == {"role": "solution", "exercise": "shift"}


def test_the_notebook_names_its_assignment_and_no_tool(tiny: Assignment, points):
    metadata = compose(tiny, points).metadata
    assert metadata.autograder == {"assignment": "tiny", "version": "3"}
    assert metadata.kernelspec.name == "python3"
    assert "jupytext" not in metadata


def test_composing_twice_gives_the_same_bytes(tiny: Assignment, points):
    first, second = compose(tiny, points), compose(tiny, points)
    assert notebook_bytes(first) == notebook_bytes(second)


def test_an_exercise_without_points_is_refused(tiny: Assignment):
    with pytest.raises(AuthoringError, match=r"notebook\.py:\d+: exercise 'shift' has no points"):
        compose(tiny, {"scale": 1.0})


SCALE_IMPORT = "from reference.tiny.scale.solution import Scale"


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('id="shift-test"', 'id="scale-test"', "'scale-test' is taken by the cell in line 19"),
        ('role="test" exercise="shift"', 'role="given"', "'shift' of .* has no test cell"),
        ('role="solution" exercise="shift"', 'role="given"', "'shift' of .* has no solution"),
        ('picture" exercise="scale"', 'picture" exercise="scales"', "no exercise 'scales'"),
        ('role="picture"', 'role="test"', "a second test cell of 'scale'"),
        (SCALE_IMPORT, "x = 1", "nothing but one 'from reference.tiny.scale.solution"),
        (SCALE_IMPORT, f"{SCALE_IMPORT} as S", "without 'as'"),
        (SCALE_IMPORT, SCALE_IMPORT.replace("scale", "shift"), "tiny.scale.solution"),
        ("import numpy as np", SCALE_IMPORT, "imports from the course's own folders"),
        ("tiny.layer", "tiny.layers", r"layers\.py, which cannot be read"),
        ("import numpy as np", "### BEGIN HIDDEN TESTS", "a mark in a given cell"),
        ("# A layer multiplies", "# ### END SOLUTION", "a mark in a prose cell"),
    ],
)
def test_what_does_not_fit_is_refused_with_file_and_words(
    tiny: Assignment, points: Mapping[str, float], old: str, new: str, words: str
):
    edit(tiny.notebook, old, new)
    with pytest.raises(AuthoringError, match=rf"notebook\.py(:\d+)?: .*{words}"):
        compose(tiny, points)


def test_a_test_above_its_solution_is_refused(tiny: Assignment, points):
    edit(tiny.notebook, 'id="shift" role="solution"', 'id="shift" role="XX"')
    edit(tiny.notebook, 'role="test" exercise="shift"', 'role="solution" exercise="shift"')
    edit(tiny.notebook, 'role="XX"', 'role="test"')
    with pytest.raises(AuthoringError, match=r"notebook\.py:\d+: .*above its solution"):
        compose(tiny, points)


def test_an_exercise_that_the_notebook_does_not_name_is_refused(tiny: Assignment, points):
    (tiny.reference / "twist").mkdir()
    (tiny.reference / "twist" / "checks.py").write_text("")
    with pytest.raises(AuthoringError, match=r"exercise 'twist' of .* has no solution cell"):
        compose(tiny, points)


def test_a_solution_that_imports_the_course_inside_is_refused(tiny: Assignment, points):
    path = tiny.reference / "shift" / "solution.py"
    edit(
        path,
        "        moved",
        "        from reference.tiny.scale.solution import Scale\n        moved",
    )
    with pytest.raises(AuthoringError, match="this solution cell imports from the course"):
        compose(tiny, points)


def test_a_solution_without_marks_is_refused_with_its_own_file(tiny: Assignment, points):
    path = tiny.reference / "shift" / "solution.py"
    edit(path, "        ### END SOLUTION\n", "        ### END SOLUTON\n")
    with pytest.raises(AuthoringError, match=r"shift/solution\.py:11: '### END SOLUTON'"):
        compose(tiny, points)
