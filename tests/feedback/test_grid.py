"""Counterexamples as tinted tables."""

from __future__ import annotations

from autograder.feedback.grid import STRONGEST, pair
from autograder.verdict import Example


def test_a_wrong_number_is_marked_and_an_equal_one_is_not():
    made = pair(Example(("X = [1, 2]",), ((1.0, 2.0),), ((1.0, -4.0),)))
    assert [square.wrong for square in made.yours[0]] == [False, True]
    assert not any(square.wrong for square in made.right[0])
    assert made.given == ("X = [1, 2]",)


def test_both_tables_are_tinted_on_one_scale_and_by_sign():
    made = pair(Example((), ((1.0, 2.0),), ((1.0, -4.0),)))
    assert made.right[0][0].tint == made.yours[0][0].tint == round(STRONGEST / 4)
    assert made.yours[0][1].tint == STRONGEST
    assert made.yours[0][1].negative


def test_rounding_in_the_report_is_no_difference():
    made = pair(Example((), (1000.0,), (1000.001,)))
    assert not made.yours[0][0].wrong


def test_numbers_that_four_digits_do_not_tell_apart_are_shown_with_six():
    made = pair(Example((), (8.0,), (8.0001,)))
    assert (made.right[0][0].text, made.yours[0][0].text) == ("8", "8.0001")


def test_a_number_is_a_table_of_one_and_a_list_one_of_a_row():
    assert pair(Example((), 1.0, 2.0)).yours[0][0].text == "2"
    assert len(pair(Example((), (1.0, 2.0), (1.0, 2.0))).right) == 1


def test_words_and_more_dimensions_stay_words():
    made = pair(Example((), (((1.0,),),), "None"))
    assert made.right == "[[[1]]]"
    assert made.yours == "None"


def test_nan_is_wrong_and_tables_of_other_shapes_are_not_marked():
    assert pair(Example((), ((1.0,),), (("nan",),))).yours[0][0].wrong
    made = pair(Example((), ((1.0, 2.0),), ((1.0,), (2.0,))))
    assert not any(square.wrong for row in made.yours for square in row)


def test_ragged_rows_are_shown_without_marks():
    made = pair(Example((), ((1.0, 2.0), (3.0,)), ((1.0, 9.0), (3.0,))))
    assert made.yours[0][1].wrong
