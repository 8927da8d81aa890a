"""A lab whose packages are not installed says so, and leaves all other labs alone."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from autograder.cli.checkable import checkable
from autograder.cli.main import run
from autograder.course import Assignment, Course
from autograder.errors import NotInstalled
from autograder.grading.extras import require
from autograder.grading.grader import Grader
from autograder.grading.sources import Source
from autograder.verdict import ReportStatus

HERE = Course(Path(__file__).parents[2])
SENTENCE = "needs no_such_package, which is not installed. Install it with: pip install "


@pytest.fixture
def lab() -> Assignment:
    return HERE.assignment("pysmorch")


@pytest.fixture
def lacking(lab: Assignment) -> Assignment:
    return replace(lab, preload=("numpy", "no_such_package.part"), extra="torch")


@pytest.fixture
def course(tmp_path: Path) -> Path:
    folder = tmp_path / "assignments" / "lacking"
    folder.mkdir(parents=True)
    (folder / "assignment.toml").write_text(
        'title = "Lacking"\npreload = ["no_such_package"]\nextra = "torch"\n'
    )
    return tmp_path


def test_nothing_is_said_of_a_lab_whose_packages_are_installed(lab: Assignment) -> None:
    require(lab)


def test_the_sentence_names_the_extra_that_brings_the_package(lacking: Assignment) -> None:
    with pytest.raises(NotInstalled, match=r"pip install 'autograder\[torch\]'") as caught:
        require(lacking)
    assert SENTENCE in str(caught.value)


def test_without_an_extra_the_package_itself_is_named(lacking: Assignment) -> None:
    with pytest.raises(NotInstalled, match="pip install no_such_package"):
        require(replace(lacking, extra=None))


def test_a_submission_of_such_a_lab_is_unscored_and_says_why(lacking: Assignment) -> None:
    with Grader.of(lacking, "unprivileged") as grader:
        report = grader.grade_bytes(Source("ada.py", ""), b"x = 1")
    assert report.status is ReportStatus.GRADER_ERROR
    assert SENTENCE in report.reason
    assert report.exercises == ()


def test_where_all_are_asked_for_the_others_go_on(
    lab: Assignment, lacking: Assignment, capsys: pytest.CaptureFixture[str]
) -> None:
    assert list(checkable([lacking, lab], named=False)) == [lab]
    assert SENTENCE in capsys.readouterr().err


@pytest.mark.parametrize("verb", ["verify", "audit"])
def test_a_command_for_all_labs_names_the_one_that_it_leaves_out_and_fails_if_none_is_left(
    verb: str, course: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["--course", str(course), verb]) == 2
    assert SENTENCE in capsys.readouterr().err


@pytest.mark.parametrize("verb", ["verify", "audit"])
def test_a_lab_that_was_asked_for_by_name_is_refused(
    verb: str, course: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["--course", str(course), verb, "lacking"]) == 2
    assert SENTENCE in capsys.readouterr().err
