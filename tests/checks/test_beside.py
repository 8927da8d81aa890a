"""Tests that run beside the student's code."""

from __future__ import annotations

import pytest

from autograder.checks.beside import MARK, asserts_beside
from autograder.checks.outcome import CheckFailed, Raised


@pytest.fixture
def ask(tmp_path, student_of):
    def ask(source, **names):
        file = tmp_path / "tests.py"
        file.write_text(source)
        check = asserts_beside("old", "The tests hold", 1, file)
        check.ask(student_of(names), None)
        return check

    return ask


def test_tests_that_hold_pass_and_the_title_says_where_they_ran(ask):
    check = ask("y = x + 1\nassert y == 2", x=1)
    assert check.title.endswith(MARK)


def test_a_test_that_does_not_hold_fails_the_check_without_a_word_of_it(ask):
    with pytest.raises(CheckFailed) as failed:
        ask("assert x == 12345, 'it should be 12345'", x=1)
    assert "12345" not in str(failed.value)


def test_what_else_the_tests_raise_is_told_as_of_any_scenario(ask):
    with pytest.raises(Raised, match="ZeroDivisionError"):
        ask("1 / x", x=0)


def test_the_students_names_are_as_before_afterwards(student_of, tmp_path):
    file = tmp_path / "tests.py"
    file.write_text("x = 2\nnew = 3")
    names = {"x": 1}
    asserts_beside("old", "They hold", 1, file).ask(student_of(names), None)
    assert names == {"x": 1}
