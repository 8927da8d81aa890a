"""A warm grader of the small lab, which the tests of a module share."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

import pytest

from autograder.course import Assignment
from autograder.grading.grader import Grader
from autograder.grading.sources import Source
from autograder.verdict import ExerciseResult


@pytest.fixture(scope="module")
def grader(small: Assignment, isolation: str) -> Iterator[Grader]:
    with Grader.of(small, isolation) as grader:
        yield grader


@pytest.fixture(scope="module")
def examined(grader: Grader, filled) -> Callable[..., dict[str, ExerciseResult]]:
    """The exercises of a notebook with these answers in it, by name."""

    def examined(**sources: str) -> dict[str, ExerciseResult]:
        data = json.dumps(filled(**sources)).encode()
        report = grader.grade_bytes(Source("ada.ipynb", ""), data)
        assert report.reason == ""
        return {exercise.name: exercise for exercise in report.exercises}

    return examined
