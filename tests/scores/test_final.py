"""One report's points become a score by the policy, and every rule that changed it is told."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from autograder.policy import Policy
from autograder.scores.final import final

DUE = datetime(2027, 3, 1, 12, tzinfo=UTC)


def after(**time):
    return (DUE + timedelta(**time)).isoformat()


def test_without_rules_the_points_are_the_score(report):
    score = final(report(a=(8, 10), b=(5, 10)), Policy(), DUE)
    assert (score.points, score.max_points, score.steps) == (13, 20, ())


@pytest.mark.parametrize("status", ["ungradable", "grader_error"])
def test_what_was_not_graded_has_no_score_rather_than_zero(report, status):
    assert final(report(status=status), Policy(), DUE) is None


def test_a_bonus_counts_on_top(report):
    score = final(report(a=(10, 10), b=(3, 5)), Policy(bonus=("b",)))
    assert (score.points, score.max_points) == (13, 10)
    assert score.steps == ("b is a bonus: its 3 points count on top.",)


@pytest.mark.parametrize(
    ("late", "points"),
    [
        ({"minutes": -5}, 8),
        ({"minutes": 10}, 8),  # grace
        ({"minutes": 11}, 7),  # a day begun
        ({"days": 1}, 7),
        ({"days": 1, "seconds": 1}, 6),
        ({"days": 4}, 5),  # at most 30 %
        ({"days": 5, "minutes": 1}, 0),  # the end
    ],
)
def test_each_day_begun_costs_a_share_of_the_assignments_points(report, late, points):
    policy = Policy(late_percent=10, late_most=30, late_days=5, grace_minutes=10)
    assert final(report(submitted=after(**late)), policy, DUE).points == pytest.approx(points)


def test_a_score_does_not_go_below_nothing(report):
    score = final(report(a=(1, 10), submitted=after(days=2)), Policy(late_percent=10), DUE)
    assert (score.points, score.penalty) == (0, 1)


def test_lateness_is_told_in_words(report):
    score = final(report(submitted=after(days=1, hours=3)), Policy(late_percent=10), DUE)
    assert score.steps == ("Handed in 1 day 3 hours late: 2 points are taken off.",)


def test_nobody_is_late_whose_time_nobody_told_or_who_has_no_due_date(report):
    policy = Policy(late_percent=50)
    assert final(report(), policy, DUE).points == 8
    assert final(report(submitted=after(days=9)), policy, None).points == 8


@pytest.mark.parametrize(
    ("points", "step", "rounded"),
    [(7.25, 0.5, 7.5), (7.24, 0.5, 7.0), (0.1 + 0.2, 0.1, 0.3), (2.5, 1, 3), (7.25, 0, 7.25)],
)
def test_halves_are_rounded_up(report, points, step, rounded):
    assert final(report(a=(points, 10)), Policy(rounding=step)).points == rounded


def test_rounding_is_told_only_where_it_changed_something(report):
    assert final(report(a=(7.5, 10)), Policy(rounding=0.5)).steps == ()
    told = final(report(a=(7.4, 10)), Policy(rounding=0.5)).steps
    assert told == ("Rounded to a multiple of 0.5.",)
