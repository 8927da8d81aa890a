"""A submission finds its student, or is said to have none; never is it somebody else's."""

from __future__ import annotations

import pytest

from autograder.roster import Roster, Student

ADA = Student(
    "ada",
    "Ada Lovelace",
    "a.lovelace@uni.edu",
    login="alove",
    canvas_id="4711",
    sis_id="S100",
    github="countess",
    files=("old-name*.ipynb",),
)
GODEL = Student("kurt", "Gödel, Kurt", "kurt@uni.edu", canvas_id="12", github="k-g")
WU = Student("wu1", "Li Wu", "li@uni.edu", canvas_id="21")
OTHER_WU = Student("wu2", "Li Wu", "wu@uni.edu", canvas_id="22")
ROSTER = Roster((ADA, GODEL, WU, OTHER_WU))


@pytest.mark.parametrize(
    ("submission", "student", "expected"),
    [
        ("submitted/ada/lab/lab.ipynb", "ada", "ada"),
        ("in/ALOVE.ipynb", None, "ada"),
        ("in/a.lovelace@uni.edu/lab.ipynb", None, "ada"),
        ("in/a.lovelace.py", None, "ada"),
        ("in/s100.ipynb", None, "ada"),
        ("in/old-name-2.ipynb", None, "ada"),
        ("in/lab-1-countess/lab.ipynb", None, "ada"),
        ("in/lab-1-k-g/lab.ipynb", None, "kurt"),
        ("in/lovelaceada_4711_998_lab.ipynb", "lovelaceada", "ada"),
        ("in/lovelaceada_LATE_4711_998_lab.ipynb", "lovelaceada", "ada"),
        ("in/Ada Lovelace_77_assignsubmission_file_/lab.ipynb", "Ada Lovelace", "ada"),
        ("in/Kurt Gödel_78_assignsubmission_file_/lab.ipynb", "Kurt Gödel", "kurt"),
        ("in/godel_kurt.ipynb", None, "kurt"),
        ("in\\kurt\\lab.ipynb", None, "kurt"),
        ("in/wuli_22_998_lab.ipynb", "wuli", "wu2"),
    ],
)
def test_what_a_submission_is_called_finds_its_student(submission, student, expected):
    found = ROSTER.match(submission, student).student
    assert found is not None
    assert found.id == expected


def test_what_fits_two_is_given_to_neither_and_both_are_named():
    match = ROSTER.match("in/Li Wu.ipynb")
    assert match.student is None
    assert match.reason == "it fits 2 students: Li Wu, Li Wu"
    assert ROSTER.match("in/ada/kurt.ipynb").student is None


def test_what_fits_nobody_says_so():
    match = ROSTER.match("in/notebook.ipynb")
    assert match == type(match)(None, "it fits nobody on the roster")


def test_the_file_name_of_a_bulk_download_cannot_make_it_somebody_elses():
    handed_in_by_a_stranger = "in/stranger_99_998_kurt.ipynb"
    assert ROSTER.match(handed_in_by_a_stranger, "stranger").student is None
    assert ROSTER.match("in/submission_7/kurt.ipynb", "submission_7").student is None


def test_a_numbered_folder_is_not_a_number_of_canvas():
    assert ROSTER.match("week/12/lab.ipynb").student is None


def test_who_is_missing_is_told_in_the_rosters_order():
    assert ROSTER.missing(["kurt", "wu2"]) == (ADA, WU)
