"""A warm grader of the small lab, shared by the tests of a module."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from autograder.course import Assignment
from autograder.grading.grader import Grader
from autograder.grading.sources import Source
from autograder.verdict import Report


@pytest.fixture(scope="module")
def grader(small: Assignment, isolation: str) -> Iterator[Grader]:
    with Grader.of(small, isolation) as grader:
        yield grader


@pytest.fixture(scope="module")
def grade(grader: Grader) -> Callable[..., Report]:
    """Grade a notebook given as JSON values, text or bytes."""

    def grade(notebook: Any, name: str = "ada.ipynb", student: str | None = None) -> Report:
        text = notebook if isinstance(notebook, str | bytes) else json.dumps(notebook)
        data = text.encode() if isinstance(text, str) else text
        return grader.grade_bytes(Source(name, "", student=student), data)

    return grade


@pytest.fixture(scope="session")
def outcome() -> Callable[[Report], dict[str, str]]:
    """What became of every check of a report, as exercise.check → status."""

    def outcome(report: Report) -> dict[str, str]:
        return {
            f"{exercise.name}.{check.name}": str(check.status)
            for exercise in report.exercises
            for check in exercise.checks
        }

    return outcome
