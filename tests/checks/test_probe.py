"""A probe made of checks hears what student code answers; it judges nothing and hides no fault."""

from __future__ import annotations

import numpy as np
import pytest

from autograder.checks.battery import Check
from autograder.checks.outcome import Died, fail
from autograder.checks.probe import of_checks
from autograder.checks.student import Student
from autograder.errors import GraderError


def asks(name, count=1):
    """A check that asks so many scenarios and is content with nothing."""

    def question(student, rng):
        for _ in range(count):
            with student.scenario() as s:
                answer = s.defined(name)
        fail(f"{answer.value} is wrong")

    return Check(name, name, 1, question)


def test_everything_is_heard_whatever_the_verdicts():
    student = Student(lambda operations: [operations[0][1]])
    assert of_checks([asks("one"), asks("two", 2)])(student) == [["one"], ["two"], ["two"]]


def test_no_answer_is_heard_as_a_word_and_the_next_check_asks_on():
    def transport(operations):
        if operations[0][1] == "one":
            raise Died("it crashed")
        return [True]

    assert of_checks([asks("one", 2), asks("two")])(Student(transport)) == ["Died", [True]]


def test_what_goes_wrong_in_judging_is_for_the_check_itself():
    def question(student, rng):
        raise ZeroDivisionError

    student = Student(lambda operations: [True])
    assert of_checks([Check("bad", "bad", 1, question), asks("two")])(student) == [[True]]


def test_a_box_that_was_taken_from_us_is_no_answer_of_the_students():
    """Killed from outside while a probe was asked, a submission got a digest of nothing."""

    def transport(operations):
        raise GraderError("The zygote is gone")

    with pytest.raises(GraderError, match="gone"):
        of_checks([asks("one"), asks("two")])(Student(transport))


def test_the_numbers_are_the_same_for_everyone():
    def drawn():
        seen = []

        def question(student, rng):
            seen.append(rng.random(3))

        of_checks([Check("draws", "draws", 1, question)])(Student(lambda operations: []))
        return seen

    np.testing.assert_array_equal(drawn(), drawn())
