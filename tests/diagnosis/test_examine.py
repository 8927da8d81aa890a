"""A wrong answer on its way through the grader: told by name, by example, or one of its like."""

from __future__ import annotations

import pytest

SQUARE = """\
class Square:
    def __init__(self, under):
        self.under = under

    def forward(self):
        self.kept = self.under.forward()
        return {forward}

    def backward(self, gradient):
        self.under.backward({backward})
"""


def square(forward="self.kept ** 2", backward="2 * self.kept * gradient"):
    return SQUARE.format(forward=forward, backward=backward)


def named(exercise):
    return {check.name: check.mistake for check in exercise.checks if check.mistake}


def message(exercise, check):
    return next(one.message for one in exercise.checks if one.name == check)


FORGETS_THE_TWO = {
    "as the bank has it": "self.kept * gradient",
    "with a function": "np.multiply(gradient, self.kept)",
    "in single steps": "sum([gradient * self.kept])",
    "up to rounding": "(2.0000000000001 * gradient) * self.kept / 2",
}


@pytest.mark.parametrize("how", FORGETS_THE_TWO)
def test_a_known_mistake_is_named_however_it_is_written(examined, how):
    found = examined(square=square(backward=FORGETS_THE_TWO[how]))["square"]
    assert named(found) == {"gradient_X": "forgets_the_two"}
    assert message(found, "gradient_X").endswith("The derivative of x² is 2x.")


def test_a_known_mistake_of_a_function_is_named(examined):
    found = examined(half="def half(number):\n    return number + number")["half"]
    assert named(found) == {"halves": "doubles"}


UNKNOWN = {
    "three times": "3 * self.kept * gradient",
    "plus one": "self.kept * gradient + 1",
    "nearly the mistake": "1.00001 * self.kept * gradient",
    "nothing": "0 * gradient",
    "the upstream gradient": "gradient",
}


@pytest.mark.parametrize("what", UNKNOWN)
def test_what_is_wrong_in_another_way_gets_no_name(examined, what):
    found = examined(square=square(backward=UNKNOWN[what]))["square"]
    assert named(found) == {}
    assert found.behaviour
    assert found.code


def test_a_mistake_is_not_named_where_its_own_answers_are_right(examined):
    single = square(forward="np.float32(self.kept ** 2)", backward="self.kept * gradient")
    found = examined(square=single)["square"]
    assert "full (float64) precision" in message(found, "forward")
    assert named(found) == {"gradient_X": "forgets_the_two"}


def test_what_raises_is_told_its_line_and_no_name(examined):
    found = examined(square=square(backward="self.keept * gradient"))["square"]
    assert named(found) == {}
    assert "raised AttributeError on line 10" in message(found, "gradient_X")


def test_a_vague_message_is_followed_by_the_smallest_example(examined):
    found = examined(square=square(backward="self.kept * gradient + self.kept ** 3"))["square"]
    example = message(found, "gradient_X").partition("\n")[2]
    assert example.startswith("The smallest example that shows it:\n  X = [[")
    assert "right: [[" in example
    assert "yours: [[" in example


def test_an_example_shows_enough_digits_to_tell_right_from_wrong(examined):
    found = examined(square=square(backward="2 * self.kept * gradient + 1e-4 * self.kept ** 3"))[
        "square"
    ]
    *_, right, yours = message(found, "gradient_X").split("\n")
    assert right.removeprefix("  right: ") != yours.removeprefix("  yours: ")


def test_a_right_answer_is_not_examined(examined):
    found = examined(square=square())["square"]
    assert (found.behaviour, found.code) == ("", "")


def test_points_do_not_depend_on_the_diagnosis(examined):
    told = examined(square=square(backward="self.kept * gradient"))["square"]
    untold = examined(square=square(backward="3 * self.kept * gradient"))["square"]
    assert [c.points for c in told.checks] == [c.points for c in untold.checks]
    assert [c.status for c in told.checks] == [c.status for c in untold.checks]


WITH_ANOTHER_MISTAKE = square(forward="3 * self.kept ** 2", backward="self.kept * gradient")


def test_a_mistake_beside_another_is_named_by_the_check_that_it_explains(examined):
    found = examined(square=WITH_ANOTHER_MISTAKE)["square"]
    assert named(found) == {"gradient_X": "forgets_the_two"}
