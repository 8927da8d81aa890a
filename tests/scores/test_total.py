"""The course's total leaves out a student's worst assignments, by share and not by size."""

from __future__ import annotations

from autograder.scores.final import Score
from autograder.scores.total import Total, total


def scores(**points):
    return {name: Score(value, 0, value) for name, value in points.items()}


MAXIMA = {"one": 100.0, "two": 10.0, "three": 50.0}


def test_the_lowest_share_is_dropped():
    found = total(scores(one=50, two=9, three=50), MAXIMA, 1)
    assert found == Total(59, 60, ("one",))


def test_what_was_not_handed_in_counts_as_nothing_and_is_dropped_first():
    assert total(scores(one=50, two=1), MAXIMA, 1) == Total(51, 110, ("three",))
    assert total(scores(one=50, two=1), MAXIMA, 0) == Total(51, 160)


def test_one_assignment_always_stays():
    assert total(scores(one=50), {"one": 100.0}, 5) == Total(50, 100)
    assert total({}, {}, 1) == Total(0, 0)
