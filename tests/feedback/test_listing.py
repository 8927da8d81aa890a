"""A student's own cells with the lines at fault."""

from __future__ import annotations

from autograder.feedback.listing import LONGEST, listings
from autograder.verdict import CheckResult, CheckStatus, ExerciseResult, OwnCell, Place


def exercise(source, *places):
    checks = [
        CheckResult(f"c{n}", "asked", CheckStatus.ERROR, 0, 1, place=place)
        for n, place in enumerate(places)
    ]
    return ExerciseResult("linear", tuple(checks), cells=(OwnCell(4, source),))


def test_the_line_that_raised_is_marked():
    (listing,) = listings(exercise("a\nb\nc", Place(4, 2)))
    assert [line.at_fault for line in listing.lines] == [False, True, False]
    assert listing.at_fault


def test_a_place_in_another_cell_marks_nothing():
    (listing,) = listings(exercise("a\nb", Place(5, 2), Place(4, 99), None))
    assert not listing.at_fault


def test_a_long_cell_is_cut_and_says_so():
    (listing,) = listings(exercise("x\n" * (LONGEST + 10)))
    assert len(listing.lines) == LONGEST
    assert listing.left_out == 10
