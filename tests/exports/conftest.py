"""A small class with everything in it that an export can trip over, and the ledger of it."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from autograder.course import Course
from autograder.roster import Roster, Student
from autograder.scores.ledger import make_ledger
from autograder.verdict import CheckResult, CheckStatus, ExerciseResult, Report, ReportStatus

sys.path.insert(0, str(Path(__file__).parent))

HOSTILE = '=cmd|"/c calc"!A1,\r\n::error::x <script>alert(1)</script> \x1b[31m\x00 100% ]]> `a|b`'

ROSTER = Roster(
    (
        Student("ada", "Ada Lovelace", "ada@uni.edu", canvas_id="11", sis_id="S1", section="B"),
        Student("ben", "Ben Björk", "ben@uni.edu", sis_id="S2"),
        Student("cleo", HOSTILE, "cleo@uni.edu"),
        Student("dan", "Dan Dare", "dan@uni.edu", canvas_id="14"),
        Student("zoe", "Zoe Zhu", "zoe@uni.edu"),
    )
)


def checks(*statuses, message="Your output is the transpose."):
    return tuple(
        CheckResult(
            f"check_{number}",
            f"Question {number}",
            CheckStatus(status),
            5.0 if status == "passed" else 0.0,
            5.0,
            "" if status == "passed" else message,
        )
        for number, status in enumerate(statuses, 1)
    )


def made(student, linear, relu, *, lab="lab", submission=None, submitted=None):
    return Report(
        assignment=lab,
        submission=submission or f"submitted/{student}/{lab}/{lab}.ipynb",
        student=student,
        sha256="a" * 64,
        status=ReportStatus.GRADED,
        isolation="strict",
        seed="secret-seed",
        exercises=(ExerciseResult("linear", linear), ExerciseResult("relu", relu)),
        timing={"total": 0.25},
        submitted=submitted,
    )


def not_graded(student, status, reason):
    return Report(
        assignment="lab",
        submission=f"submitted/{student}/lab/lab.ipynb",
        student=student,
        sha256="b" * 64,
        status=ReportStatus(status),
        isolation="strict",
        seed="secret-seed",
        reason=reason,
    )


REPORTS = (
    made("ada", checks("passed", "passed"), checks("passed", "passed")),
    made(
        "ben",
        checks("passed", "failed"),
        checks("error", "skipped"),
        submitted="2027-03-01T13:00:00+00:00",
    ),
    made("cleo", checks("timeout", "failed", message=HOSTILE), checks("passed", "passed")),
    not_graded("dan", "ungradable", "The notebook is not valid JSON: it was cut off."),
    made(None, checks("passed", "passed"), checks("passed", "failed"), submission="in/who.ipynb"),
)
BROKEN = not_graded("zoe", "grader_error", "/usr/lib/secret/path: the box died")


@pytest.fixture
def course(tmp_path: Path) -> Course:
    """Two labs, `lab` due at noon with 10 % off a day, and `second`."""
    policies = {"lab": "late_percent = 10\n", "second": ""}
    for order, (name, policy) in enumerate(policies.items()):
        folder = tmp_path / f"course/assignments/{name}"
        folder.mkdir(parents=True)
        (folder / "assignment.toml").write_text(
            f'title = "Lab: {name}"\norder = {order}\ndue = 2027-03-01T12:00:00Z\n'
            f"[policy]\n{policy}"
        )
    (tmp_path / "course/course.toml").write_text("[policy]\ndrop_lowest = 1\n")
    return Course(tmp_path / "course")


@pytest.fixture
def ledger(course):
    return make_ledger(course, [*REPORTS, BROKEN], ROSTER)


@pytest.fixture
def one(course):
    """The ledger of one submission, as a student's own repository has it."""

    def one(report=REPORTS[1]):
        return make_ledger(course, [report])

    return one


@pytest.fixture
def two_labs(course):
    second = made("ada", checks("failed", "failed"), checks("passed", "failed"), lab="second")
    return make_ledger(course, [*REPORTS, second], ROSTER)
