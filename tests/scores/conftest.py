"""Reports with given points, and a course to read them under."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.course import Course
from autograder.verdict import CheckResult, CheckStatus, ExerciseResult, Report, ReportStatus


def exercise(name, points, most):
    return ExerciseResult(name, (CheckResult("c", "C", CheckStatus.FAILED, points, most),))


@pytest.fixture
def report():
    """A report: exercises as name=(points, max)."""

    def report(student=None, submission="ada.ipynb", submitted=None, *, status="graded", **points):
        made = tuple(exercise(name, *pair) for name, pair in (points or {"a": (8, 10)}).items())
        return Report(
            assignment="lab",
            submission=submission,
            student=student,
            sha256="0" * 64,
            status=ReportStatus(status),
            isolation="strict",
            seed="s",
            exercises=made if status == "graded" else (),
            submitted=submitted,
        )

    return report


@pytest.fixture
def course(tmp_path: Path):
    """A course of one lab with exercises a and b, and these lines in its [policy]."""

    def course(policy="", due="2027-03-01T12:00:00Z"):
        folder = tmp_path / "assignments/lab"
        folder.mkdir(parents=True, exist_ok=True)
        text = f'title = "The lab"\ndue = {due}\n[policy]\n{policy}\n'
        (folder / "assignment.toml").write_text(text)
        for name in ("a", "b"):
            checks = tmp_path / f"reference/lab/{name}/checks.py"
            checks.parent.mkdir(parents=True, exist_ok=True)
            checks.write_text("CHECKS = []\n")
        return Course(tmp_path)

    return course
