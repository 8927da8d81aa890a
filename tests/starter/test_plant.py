"""New courses: where they are put, and that they grade."""

from __future__ import annotations

import pytest

from autograder.course import Course
from autograder.errors import AuthoringError
from autograder.starter.plant import plant, sample_course


def test_the_sample_course_has_one_exercise_with_two_mistakes_and_two_variants(tmp_path):
    plant(sample_course(), tmp_path / "mine")
    (lab,) = Course(tmp_path / "mine").assignments
    assert lab.exercises == ("trapezoid",)
    bank = lab.reference / "trapezoid"
    assert len(list((bank / "mistakes").glob("*.py"))) == 2
    assert len(list((bank / "variants").glob("*.py"))) == 2
    assert (tmp_path / "mine/.gitignore").is_file()


def test_no_bytecode_gets_into_a_new_course():
    assert not [name for name in sample_course() if "pycache" in name or name.endswith(".pyc")]


def test_an_empty_folder_may_be_there_already(tmp_path):
    (tmp_path / "mine").mkdir()
    plant({"a/b.txt": b"x"}, tmp_path / "mine")
    assert (tmp_path / "mine/a/b.txt").read_bytes() == b"x"
    assert [path.name for path in tmp_path.iterdir()] == ["mine"]


@pytest.mark.parametrize("kind", ["a folder with a file", "a file"])
def test_nothing_is_ever_written_over(tmp_path, kind):
    mine = tmp_path / "mine"
    if kind == "a file":
        mine.write_text("x")
    else:
        mine.mkdir()
        (mine / "work.txt").write_text("x")
    with pytest.raises(AuthoringError, match="not empty"):
        plant({"a.txt": b"x"}, mine)
    assert [path.name for path in tmp_path.iterdir()] == ["mine"]


def test_what_cannot_be_written_leaves_nothing_behind(tmp_path):
    with pytest.raises(AuthoringError, match="cannot be written"):
        plant({"a": b"x", "a/b": b"x"}, tmp_path / "mine")
    assert list(tmp_path.iterdir()) == []
