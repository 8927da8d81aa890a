from collections.abc import Iterator
from dataclasses import replace

import pytest

from autograder.feedback.tally import check_tallies, exercise_tallies, skim, tally, timings
from autograder.verdict import CheckResult, CheckStatus, ExerciseResult, Report, ReportStatus


def scored(student: str, *checks: tuple[CheckStatus, float, str | None]) -> Report:
    results = tuple(
        CheckResult(f"c{index}", f"title {index}", status, earned, 2, "words", mistake)
        for index, (status, earned, mistake) in enumerate(checks)
    )
    exercise = ExerciseResult("linear", results)
    return Report(
        "lab", student, student, "00", ReportStatus.GRADED, "strict", "s", (exercise,),
        timing={"cells": float(len(student)), "checks": 0.5},
    )  # fmt: skip


PASSED = (CheckStatus.PASSED, 2.0, None)
SKIPPED = (CheckStatus.SKIPPED, 0.0, None)
HALF = (CheckStatus.FAILED, 1.0, "half")
ERROR = (CheckStatus.ERROR, 0.0, None)


def test_mean_and_median_leave_out_what_was_not_graded() -> None:
    lost = replace(scored("x"), status=ReportStatus.UNGRADABLE)
    broken = replace(scored("y"), status=ReportStatus.GRADER_ERROR)
    summed = tally([scored("a", PASSED), scored("b", ERROR), scored("c", ERROR), lost, broken])
    assert summed.mean == pytest.approx(1 / 3)
    assert summed.median == 0
    assert [report.student for report in summed.having(ReportStatus.UNGRADABLE)] == ["x"]


def test_a_class_without_a_graded_submission_has_no_mean() -> None:
    assert tally([]).mean is None
    assert tally([]).median is None


def test_reports_are_read_once_and_sorted_by_name() -> None:
    def once() -> Iterator[Report]:
        yield scored("Zeno", PASSED)
        yield scored("ada", PASSED)

    assert [report.student for report in tally(once()).reports] == ["ada", "Zeno"]


def test_equal_results_of_a_class_are_held_once(troubled: Report) -> None:
    again = Report.from_json(troubled.to_json())
    one, other = skim(troubled).exercises, skim(again).exercises
    assert one
    assert all(a is b for a, b in zip(one, other, strict=True))


def test_skimming_keeps_the_scores_and_drops_the_bulk(troubled: Report) -> None:
    skimmed = skim(troubled)
    assert (skimmed.score, skimmed.max_score) == (troubled.score, troubled.max_score)
    assert (skimmed.output, skimmed.cells, skimmed.notes) == ("", (), ())
    assert all(not check.message for exercise in skimmed.exercises for check in exercise.checks)


def test_an_exercise_knows_its_mean_and_who_earned_all() -> None:
    (linear,) = exercise_tallies([scored("a", PASSED), scored("b", HALF)])
    assert (linear.mean, linear.full, linear.graded) == (0.75, 1, 2)


def test_the_check_missed_most_comes_first_and_a_passed_one_not_at_all() -> None:
    reports = [scored("a", PASSED, HALF, HALF), scored("b", PASSED, ERROR, PASSED)]
    first, second = check_tallies(reports)
    assert (first.title, first.missed, first.tried) == ("title 1", 2, 2)
    assert (second.title, second.missed) == ("title 2", 1)
    assert dict(first.statuses) == {CheckStatus.FAILED: 1, CheckStatus.ERROR: 1}
    assert first.mistakes == (("half", 1),)


def test_a_skipped_check_is_neither_tried_nor_missed() -> None:
    (check,) = check_tallies([scored("a", SKIPPED), scored("b", HALF)])
    assert (check.missed, check.tried) == (1, 1)
    assert check_tallies([scored("a", SKIPPED)]) == ()


def test_timings_are_summed_up_by_stage_the_longest_first() -> None:
    cells, checks = timings([scored("a"), scored("bbb")])
    assert (cells.stage, cells.median, cells.longest, cells.total) == ("cells", 2, 3, 4)
    assert checks.stage == "checks"


def test_isolations_are_counted() -> None:
    weaker = replace(scored("b"), isolation="none")
    summed = tally([scored("a"), weaker, scored("c")])
    assert summed.isolations == (("strict", 2), ("none", 1))
