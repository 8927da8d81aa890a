"""Work done against the original handout, with its names and its own given classes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from autograder.course import Course
from autograder.grading.grader import Grader
from autograder.grading.sources import Source
from autograder.verdict import CheckResult, CheckStatus, Report, ReportStatus

COURSE = Path(__file__).parents[2]
FOREIGN = Path(__file__).parent / "foreign"


@pytest.fixture(scope="module", params=["mean", "sum"])
def grader(request: pytest.FixtureRequest) -> Iterator[Grader]:
    lab = Course(COURSE).assignment("numpy_network").under({"loss_gradient": request.param})
    with Grader.of(lab, "unprivileged") as grader:
        yield grader


@pytest.fixture
def report(grader: Grader) -> Callable[[str], Report]:
    def grade(name: str) -> Report:
        found = grader.grade(Source(name, str(FOREIGN / name)))
        assert found is not None
        assert found.status is ReportStatus.GRADED, found.reason
        return found

    return grade


def unpassed(report: Report) -> dict[str, CheckResult]:
    return {
        f"{exercise.name}/{check.name}": check
        for exercise in report.exercises
        for check in exercise.checks
        if check.status is not CheckStatus.PASSED
    }


@pytest.mark.parametrize("grader", ["mean"], indirect=True)
@pytest.mark.parametrize("name", ["numpy_network_script.py", "numpy_network_notebook.ipynb"])
def test_right_work_from_the_original_handout_gets_full_marks(
    name: str, report: Callable[[str], Report]
) -> None:
    found = report(name)
    assert unpassed(found) == {}
    assert found.score == found.max_score


@pytest.mark.parametrize("grader", ["sum"], indirect=True)
def test_right_work_under_the_older_convention_gets_full_marks(
    report: Callable[[str], Report],
) -> None:
    assert unpassed(report("numpy_network_sum.py")) == {}


@pytest.mark.parametrize("grader", ["mean"], indirect=True)
def test_the_printed_solution_loses_points_for_its_own_errors_only(
    report: Callable[[str], Report],
) -> None:
    found = unpassed(report("numpy_network_printed.py"))
    failed = {name for name, check in found.items() if check.status is CheckStatus.FAILED}
    assert failed == {
        "dense/gradient_W",
        "dense/gradient_b",
        "loss/large_logits",
        "loss/large_gradient",
        "train/step",
    }
    for name in ("dense/gradient_W", "dense/gradient_b"):
        assert "exactly 1/4 of" in found[name].message
        assert "rows in the batch" in found[name].message
    assert "exactly 1/6 of" in found["train/step"].message
    assert "for logits of about 1,000" in found["loss/large_logits"].message.lower()
    assert "nan" in found["loss/large_gradient"].message.lower()


@pytest.mark.parametrize("grader", ["mean"], indirect=True)
def test_checks_that_only_follow_from_those_errors_are_skipped_and_not_failed(
    report: Callable[[str], Report],
) -> None:
    found = unpassed(report("numpy_network_printed.py"))
    followers = [check for check in found.values() if check.status is not CheckStatus.FAILED]
    assert followers
    assert all(check.status is CheckStatus.SKIPPED for check in followers)
    assert all("“" in check.message for check in followers)


@pytest.fixture(scope="module")
def open_minded() -> Iterator[Grader]:
    """A grader that was told no convention."""
    with Grader.of(Course(COURSE).assignment("numpy_network"), "unprivileged") as grader:
        yield grader


def test_the_older_convention_is_seen_where_nobody_names_one(open_minded: Grader) -> None:
    found = open_minded.grade(Source("x.py", str(FOREIGN / "numpy_network_sum.py")))
    assert found is not None
    assert unpassed(found) == {}
    assert "Judged under loss_gradient=sum" in found.notes[-1]


def test_a_division_too_many_is_no_convention(open_minded: Grader) -> None:
    """The printed error: the loss divides, and Dense divides again."""
    found = open_minded.grade(Source("x.py", str(FOREIGN / "numpy_network_printed.py")))
    assert found is not None
    assert {"dense/gradient_W", "dense/gradient_b"} <= set(unpassed(found))
    assert not any("Judged under" in note for note in found.notes)


def test_arguments_may_have_names_of_their_own(open_minded: Grader) -> None:
    text = (FOREIGN / "numpy_network_sum.py").read_text(encoding="utf-8")
    renamed = text.replace("reference_answers", "y_true").replace("grad_output", "upstream_slope")
    assert renamed != text
    found = open_minded.grade_bytes(Source("x.py", ""), renamed.encode())
    assert unpassed(found) == {}
