import re
from dataclasses import replace
from pathlib import PurePosixPath, PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.feedback.filenames import Key, key, page_name
from autograder.verdict import Report, ReportStatus


def report(student: str | None, submission: str = "in/lab.ipynb") -> Report:
    return Report("lab", submission, student, "00", ReportStatus.GRADED, "strict", "s")


def name(student: str | None, submission: str = "in/lab.ipynb") -> str:
    return page_name(report(student, submission), {})


def names(*reports: Report) -> list[str]:
    taken: dict[str, Key] = {}
    given = []
    for each in reports:
        given.append(page_name(each, taken))
        taken[given[-1]] = key(each)
    return given


@pytest.mark.parametrize("student", ["ada", "ada.lovelace", "s1234567", "ada_l-2"])
def test_a_plain_name_is_kept(student: str) -> None:
    assert name(student) == f"{student}.html"


@pytest.mark.parametrize(
    ("student", "begins"),
    [
        ("../../etc/passwd", "etc-passwd-"),
        ("Gödel, Kurt", "godel-kurt-"),
        ("李善兰", "student-"),
        ("con", "student-con-"),
        ("nul.txt", "student-nul.txt-"),
        ("..", "student-"),
        ("a\x00b", "ab-"),
        ("\ud800", "student-"),
    ],
)
def test_any_other_name_is_made_plain_and_told_apart(student: str, begins: str) -> None:
    assert re.fullmatch(re.escape(begins) + r"[0-9a-f]{10}\.html", name(student))


def test_names_that_differ_only_in_case_or_accents_get_different_files() -> None:
    given = {name(student).lower() for student in ("ada", "Ada", "ADA", "adá", "a/da", "a\\da")}
    assert len(given) == 6


def test_a_very_long_name_becomes_a_short_one() -> None:
    assert len(name("x" * 5000)) < 80
    assert name("x" * 5000) != name("x" * 5001)


def test_two_submissions_of_one_student_get_two_files() -> None:
    first, second, third = names(report("ada", "1"), report("ada", "2"), report("ada", "3"))
    assert first == "ada.html"
    assert len({first, second, third}) == 3


def test_the_same_report_again_gets_the_same_file() -> None:
    assert names(report("ada"), report("bob"), report("ada")) == [
        "ada.html",
        "bob.html",
        "ada.html",
    ]


def test_a_name_made_to_collide_is_still_told_apart() -> None:
    made = name("Ada").removesuffix(".html")
    forged = replace(report(made), submission="forged.ipynb")
    assert len(set(names(report("Ada"), forged))) == 2


def test_without_a_student_the_submission_names_the_file() -> None:
    assert name(None, "/home/prof/in/ada/lab.ipynb").startswith("ada-lab.ipynb-")
    assert name(None, "/x/ada/lab.ipynb") != name(None, "/y/ada/lab.ipynb")


@given(st.text(), st.text())
def test_no_name_ever_leaves_its_folder(student: str, submission: str) -> None:
    given = name(student, submission)
    assert re.fullmatch(r"[a-z0-9][a-z0-9._-]*\.html", given)
    assert ".." not in given
    assert PurePosixPath(given).name == PureWindowsPath(given).name == given
