"""A glance sees the same, however the class comes, and keeps no more of it than it shows."""

import pickle
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


def test_of_a_large_class_only_the_shares_are_kept_besides_what_is_shown(
    reports: list[Report],
) -> None:
    def held(seen: Glance) -> int:
        return len(pickle.dumps(vars(seen)))

    seen, sizes = Glance(), []
    for number in range(3000):
        seen.add(replace(reports[number % 3], student=f"{number:04}", output="x" * 1000))
        if number in (999, 2999):
            sizes.append(held(seen))
    assert seen.count == 3000
    assert sizes[1] - sizes[0] <= 8 * 2000 + 1000
    assert not any(report.output for report in seen.shown)


def test_nothing_graded_has_no_mean() -> None:
    assert (Glance().mean, Glance().median, Glance().shown) == (None, None, ())
