"""Each of the thirty samples gets exactly the verdict that it was made for, and gets it twice."""

from __future__ import annotations

import dataclasses
import json
from collections import Counter
from pathlib import Path

import pytest

from autograder.course import Course
from autograder.demo.sample import ANY, FULL, NOTHING, Sample, sample_class
from autograder.grading.grader import Grader
from autograder.grading.sources import Source
from autograder.verdict import (
    CheckResult,
    CheckStatus,
    ExerciseResult,
    Report,
    ReportStatus,
)

COURSE = Course(Path(__file__).parents[2])


@pytest.fixture(scope="module")
def pysmorch():
    return COURSE.assignment("pysmorch")


@pytest.fixture(scope="module")
def samples(pysmorch):
    return sample_class(pysmorch, json.loads(pysmorch.released_notebook.read_text("utf-8")))


def test_the_class_is_24_students_and_6_oddities(samples):
    odd = {s.file for s in samples if s.file.startswith("odd-")}
    assert (len(samples), len(odd)) == (30, 6)
    assert len({s.file for s in samples}) == 30


def test_the_class_is_the_same_every_time(pysmorch, samples):
    again = sample_class(pysmorch, json.loads(pysmorch.released_notebook.read_text("utf-8")))
    assert again == samples


def test_the_class_is_worth_looking_at(samples):
    """Right and wrong answers of every exercise, and blanks."""
    for exercise in COURSE.assignment("pysmorch").exercises:
        kinds = Counter(s.expected[exercise] for s in samples if s.expected)
        assert kinds[FULL] >= 5
        assert set(kinds) - {FULL, NOTHING, ANY}, exercise


def unexpected(sample, report):
    """What a report says other than the sample was made for."""
    if not sample.gradable:
        return [] if report.status is ReportStatus.UNGRADABLE else [report.status]
    if report.status is not ReportStatus.GRADED:
        return [report.status, report.reason]
    wrong = []
    for exercise in report.exercises:
        expected = sample.expected[exercise.name]
        lost = {c.name for c in exercise.checks if c.status is not CheckStatus.PASSED}
        good = {
            FULL: exercise.score == exercise.max_score,
            NOTHING: exercise.score == 0,
            ANY: True,
        }.get(expected, expected in lost)
        if not good:
            wrong.append((exercise.name, expected, exercise.score, sorted(lost)))
    return wrong


def test_every_sample_gets_the_verdict_that_it_was_made_for_and_gets_it_twice(
    pysmorch, isolation, samples
):
    # The endless cell need not run for its full ten seconds, twice.
    hasty = dataclasses.replace(pysmorch.limits, cell_seconds=2.0)
    wrong, changed = {}, []
    with Grader.of(dataclasses.replace(pysmorch, limits=hasty), isolation) as grader:
        for sample in samples:
            one, other = (
                dataclasses.replace(
                    grader.grade_bytes(Source(sample.file, ""), sample.data), timing={}
                )
                for _ in range(2)
            )
            wrong[sample.file] = unexpected(sample, one)
            changed += [sample.file] if one.to_json() != other.to_json() else []
    assert {file: found for file, found in wrong.items() if found} == {}
    assert changed == []


def report_of(status, *results):
    checks = tuple(CheckResult(n, "t", s, float(s is PASSED), 1) for n, s in results)
    exercises = (ExerciseResult("linear", checks),) if checks else ()
    return Report("pysmorch", "a", None, "", status, "strict", "", exercises)


PASSED, FAILED = CheckStatus.PASSED, CheckStatus.FAILED
GRADED, UNGRADABLE = ReportStatus.GRADED, ReportStatus.UNGRADABLE


@pytest.mark.parametrize(
    ("expected", "report"),
    [
        (FULL, report_of(GRADED, ("forward", PASSED), ("scale", FAILED))),
        (NOTHING, report_of(GRADED, ("forward", PASSED), ("scale", FAILED))),
        ("forward", report_of(GRADED, ("forward", PASSED), ("scale", FAILED))),
        (ANY, report_of(UNGRADABLE)),
        (FULL, report_of(ReportStatus.GRADER_ERROR)),
        (None, report_of(GRADED, ("forward", PASSED))),
    ],
)
def test_an_expectation_that_is_not_met_would_be_seen(expected, report):
    sample = Sample("a", b"", expected is not None, {"linear": expected})
    assert unexpected(sample, report)
