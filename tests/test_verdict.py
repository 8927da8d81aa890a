"""Reports turn into JSON and back without loss, and their sums are never believed."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.verdict import (
    CellProblem,
    CheckResult,
    CheckStatus,
    Example,
    ExerciseResult,
    OwnCell,
    Place,
    Report,
    ReportStatus,
)

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
NUMBER = st.floats(0, 1e6)
NUMBERS = st.recursive(NUMBER | TEXT, lambda rows: st.lists(rows, max_size=2).map(tuple))
EXAMPLES = st.builds(Example, st.lists(TEXT, max_size=2).map(tuple), NUMBERS, NUMBERS)
PLACES = st.builds(Place, st.integers(1, 99), st.integers(1, 99))
OWN_CELLS = st.builds(OwnCell, st.integers(1, 99), TEXT)
CHECKS = st.builds(
    CheckResult,
    TEXT,
    TEXT,
    st.sampled_from(CheckStatus),
    NUMBER,
    NUMBER,
    TEXT,
    st.none() | TEXT,
    st.none() | EXAMPLES,
    st.none() | PLACES,
)
EXERCISES = st.builds(
    ExerciseResult,
    TEXT,
    st.lists(CHECKS, max_size=3).map(tuple),
    TEXT,
    TEXT,
    st.lists(OWN_CELLS, max_size=2).map(tuple),
)
PROBLEMS = st.builds(
    CellProblem, st.integers(1, 99), TEXT, TEXT, TEXT, st.none() | st.integers(1, 99), TEXT
)
REPORTS = st.builds(
    Report,
    assignment=TEXT,
    submission=TEXT,
    student=st.none() | TEXT,
    sha256=TEXT,
    status=st.sampled_from(ReportStatus),
    isolation=TEXT,
    seed=TEXT,
    exercises=st.lists(EXERCISES, max_size=3).map(tuple),
    reason=TEXT,
    notes=st.lists(TEXT, max_size=2).map(tuple),
    cells=st.lists(PROBLEMS, max_size=2).map(tuple),
    output=TEXT,
    timing=st.dictionaries(TEXT, NUMBER, max_size=3),
    submitted=st.none() | TEXT,
)


@given(REPORTS)
def test_a_report_comes_back_as_it_was(report):
    text = report.to_json()
    again = Report.from_json(text)
    assert again == report
    assert again.to_json() == text
    assert "\n" not in text
    assert (again.score, again.max_score) == (report.score, report.max_score)


def made(**fields):
    checks = (
        CheckResult("forward", "t", CheckStatus.PASSED, 4, 4),
        CheckResult("gradient", "t", CheckStatus.FAILED, 0, 5, "wrong", "flips_the_sign"),
    )
    exercises = (ExerciseResult("linear", checks), ExerciseResult("relu", checks[:1]))
    given = {"status": ReportStatus.GRADED, "exercises": exercises, **fields}
    return Report("lab", "a.ipynb", "ada", "1f", isolation="strict", seed="2e", **given)


def test_the_fields_that_others_lean_on_are_there():
    plain = json.loads(made().to_json())
    assert {"schema", "assignment", "submission", "student", "sha256", "status", "score",
            "max_score", "isolation", "seed", "exercises", "timing"} <= set(plain)  # fmt: skip
    assert (plain["schema"], plain["score"], plain["max_score"]) == (1, 8, 13)
    linear = plain["exercises"][0]
    assert (linear["name"], linear["score"], linear["max_score"]) == ("linear", 4, 9)
    assert set(linear["checks"][0]) == {
        "name", "title", "status", "points", "max_points", "message", "mistake", "example", "place",
    }  # fmt: skip
    assert linear["checks"][1]["status"] == "failed"


def test_sums_are_derived_again():
    plain = made().to_dict()
    plain["score"] = plain["exercises"][0]["score"] = 1000
    assert Report.from_dict(plain).score == 8


def test_equal_reports_are_equal_bytes_whatever_the_order_of_their_fields():
    plain = made().to_dict()
    backwards = dict(reversed(plain.items()))
    assert Report.from_dict(backwards).to_json() == made().to_json()


@pytest.mark.parametrize("schema", [0, 2, None, "1"])
def test_another_schema_is_refused(schema):
    with pytest.raises(ValueError, match="has schema"):
        Report.from_dict({**made().to_dict(), "schema": schema})


def test_fields_of_a_later_version_are_passed_over():
    assert Report.from_dict({**made().to_dict(), "colour": "green"}) == made()


@pytest.mark.parametrize("text", ["", "7", "[]", "null", '"text"', '{"schema": 1}'])
def test_what_is_no_report_is_refused(text):
    with pytest.raises((ValueError, KeyError, TypeError)):
        Report.from_json(text)


def test_a_number_that_json_has_not_is_refused():
    with pytest.raises(ValueError, match="JSON"):
        made(timing={"total": float("nan")}).to_json()


def test_a_report_without_exercises_scores_nothing():
    assert (made(exercises=()).score, made(exercises=()).max_score) == (0, 0)
