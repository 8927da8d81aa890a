"""Which assignment a submission is of: by what it says, by its name, by what it looks like."""

from __future__ import annotations

import json
import shutil

import pytest

from autograder.course import Course
from autograder.errors import AuthoringError, SubmissionError
from autograder.grading.release import released
from autograder.grading.routing import Router
from autograder.grading.sources import Source
from autograder.verdict import ReportStatus


@pytest.fixture(scope="module")
def course(small, tmp_path_factory):
    """Two labs: small, and cubes, which asks for other names."""
    root = tmp_path_factory.mktemp("two") / "course"
    shutil.copytree(small.root, root)
    for part in ("assignments", "reference", "release"):
        shutil.copytree(root / part / "small", root / part / "cubes")
    notebook = json.loads((root / "release/cubes/small.ipynb").read_text())
    notebook["metadata"]["autograder"]["assignment"] = "cubes"
    for cell in notebook["cells"]:
        cell["id"] = cell["id"].replace("square", "cube").replace("half", "third")
        text = cell["source"].replace("Square", "Cube").replace("half", "third")
        cell["source"] = text.replace("SCALE", "CUBED")
        if "nbgrader" in cell["metadata"]:
            cell["metadata"]["nbgrader"]["grade_id"] = cell["id"]
    (root / "release/cubes/small.ipynb").unlink()
    (root / "release/cubes/cubes.ipynb").write_text(json.dumps(notebook))
    return Course(root)


@pytest.fixture(scope="module")
def router(course):
    router = Router(course.assignments, "none")
    yield router
    router.close()


@pytest.fixture
def choose(router, tmp_path):
    def choose(name, plain):
        text = plain if isinstance(plain, str) else json.dumps(plain)
        path = tmp_path / "file"
        path.write_text(text)
        return router.choose(Source(name, str(path)))

    return choose


CUBE = {"cells": [{"cell_type": "code", "source": "class Cube: pass"}]}
NEITHER = {"cells": [{"cell_type": "code", "source": "x = 1"}]}


@pytest.mark.parametrize("said", ["small", "cubes"])
def test_what_a_notebook_says_counts_first(choose, said):
    plain = {**CUBE, "metadata": {"autograder": {"assignment": said}}}
    assert choose("cubes/small.ipynb", plain) == said


@pytest.mark.parametrize(
    ("name", "chosen"),
    [
        ("ada/cubes/x.ipynb", "cubes"),
        ("ada_cubes.ipynb", "cubes"),
        ("cubes.py", "cubes"),
        ("small/cubes.py", "cubes"),
        ("cubes/a/x.py", "cubes"),
    ],
)
def test_a_name_counts_next(choose, name, chosen):
    text = "x = 1" if name.endswith(".py") else NEITHER
    assert choose(name, text) == chosen


def test_what_it_defines_or_looks_like_counts_last(choose, course):
    assert choose("ada.ipynb", CUBE) == "cubes"
    assert choose("ada.py", "class Square: pass") == "small"
    released = json.loads(course.assignment("cubes").released_notebook.read_text())
    for cell in released["cells"]:
        cell["metadata"] = {}
    assert choose("ada.ipynb", {**released, "metadata": {}}) == "cubes"


@pytest.mark.parametrize("text", ["", "{", "\x00"])
def test_what_cannot_be_read_is_reported_under_some_name(choose, text):
    assert choose("ada.ipynb", text) in ("small", "cubes")
    assert choose("cubes/ada.ipynb", text) == "cubes"


def test_what_is_like_nothing_is_told_that_it_cannot_be_placed(choose):
    with pytest.raises(SubmissionError, match="none of the names that cubes or small ask for"):
        choose("ada.ipynb", NEITHER)


def test_what_is_like_several_is_told_which(choose):
    both = "class Cube: pass\nclass Square: pass"
    with pytest.raises(SubmissionError, match="it could be of cubes or small. Name it"):
        choose("ada.py", both)


def test_a_source_that_cannot_be_placed_is_ungradable_with_the_reason(router, tmp_path):
    path = tmp_path / "ada.py"
    path.write_text("x = 1")
    report = router.grade(Source("ada.py", str(path)))
    assert report.status is ReportStatus.UNGRADABLE
    assert "Name it: `autograder grade -a NAME`" in report.reason


def test_magics_beside_the_names_do_not_hide_them(choose):
    cell = {"cell_type": "code", "source": "%matplotlib inline\nclass Cube: pass"}
    assert choose("ada.ipynb", {"cells": [cell]}) == "cubes"


def test_with_one_assignment_there_is_no_choice(course, tmp_path):
    router = Router(course.select(("cubes",)), "none")
    assert router.choose(Source("small.ipynb", "/nonexistent")) == "cubes"


def test_only_what_has_been_released_can_be_graded(small_root):
    course = Course(small_root)
    assert [a.name for a in released(course.assignments)] == ["small"]
    (small_root / "release/small/small.ipynb").unlink()
    with pytest.raises(AuthoringError, match=r"Nothing has been released of: small\. Run"):
        released(course.assignments)
