"""A glance sees the same, however the class comes, and keeps no more of it than it shows."""

import gc
import random
from dataclasses import replace

import pytest

from autograder.feedback.glance import LONGEST, WORST, Glance
from autograder.feedback.tally import tally
from autograder.verdict import Report, ReportStatus
from autograder.words import share


def many(reports: list[Report], times: int) -> list[Report]:
    return [replace(r, student=f"{r.student}-{n:03}") for n in range(times) for r in reports]


@pytest.mark.parametrize("times", [1, 2, 9])
@pytest.mark.parametrize("seed", range(5))
def test_a_glance_says_of_a_shuffled_class_what_the_whole_class_says(
    reports: list[Report], times: int, seed: int
) -> None:
    klass = many(reports, times)
    random.Random(seed).shuffle(klass)
    seen, whole = Glance(klass), tally(klass)
    assert (seen.count, seen.graded) == (len(whole.reports), len(whole.graded))
    assert seen.mean == pytest.approx(whole.mean)
    assert seen.median == whole.median
    assert seen.lost[ReportStatus.UNGRADABLE] == len(whole.having(ReportStatus.UNGRADABLE))
    if seen.count <= LONGEST:
        assert seen.shown == whole.reports
        return
    troubled = whole.having(ReportStatus.GRADER_ERROR) + whole.having(ReportStatus.UNGRADABLE)
    worst = sorted(whole.graded, key=lambda report: share(report.score, report.max_score))
    assert seen.shown == troubled[:WORST] + tuple(worst[:WORST])


def test_exercises_are_named_in_the_order_of_the_reports(reports: list[Report]) -> None:
    assert Glance(reports).exercises == [e.name for e in reports[0].exercises]


def test_a_large_class_is_not_kept_in_memory(reports: list[Report]) -> None:
    def kept() -> int:
        gc.collect()
        return sum(isinstance(it, Report) for it in gc.get_objects())

    before, seen = kept(), Glance()
    for number in range(1000):
        for report in reports[:3]:
            seen.add(replace(report, student=f"{number}", output="x" * 1000))
    assert seen.count == 3000
    assert kept() - before <= LONGEST + 2 * WORST
    assert not any(report.output for report in seen.shown)


def test_nothing_graded_has_no_mean() -> None:
    assert (Glance().mean, Glance().median, Glance().shown) == (None, None, ())
