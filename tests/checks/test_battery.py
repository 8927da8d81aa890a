"""The asking: order, needs, patience, statuses, and checks that break down themselves."""

from __future__ import annotations

import numpy as np
import pytest

from autograder.checks import Student, ask, check, fail
from autograder.checks.battery import PATIENCE
from autograder.checks.outcome import (
    Broken,
    Died,
    Impossible,
    Missing,
    NoData,
    Raised,
    TookTooLong,
    Waived,
)
from autograder.verdict import CheckStatus, ExerciseResult

NOBODY = Student(lambda operations: [])


def made(name, ending=None, needs=(), points=1.0):
    """A check that ends like this."""

    @check(name, f"Title of {name}", points, needs)
    def question(student, rng):
        if ending is not None:
            raise ending

    return question


def asked(*checks):
    return ask(checks, NOBODY, lambda name: np.random.default_rng(0))


def statuses(results):
    return {result.name: str(result.status) for result in results}


def test_points_are_all_or_nothing_and_come_in_order():
    results = asked(made("a", points=2.5), made("b", Raised("ValueError"), points=4))
    assert [(r.name, r.points, r.max_points) for r in results] == [("a", 2.5, 2.5), ("b", 0.0, 4)]


def test_a_failed_check_says_what_was_wrong():
    @check("a", "Title", 1)
    def question(student, rng):
        fail("It is wrong.")

    [result] = asked(question)
    assert (result.status, result.message) == (CheckStatus.FAILED, "It is wrong.")


@pytest.mark.parametrize(
    ("ending", "status"),
    [
        (Raised("ValueError"), "error"),
        (Missing("Linear"), "error"),
        (Died("it crashed"), "error"),
        (NoData("garbage"), "error"),
        (TookTooLong(5.0), "timeout"),
    ],
)
def test_silence_has_its_status_and_its_words(ending, status):
    [result] = asked(made("a", ending))
    assert (result.status, result.points, result.message) == (status, 0.0, str(ending))


def test_what_needs_a_lost_check_is_skipped_not_failed():
    results = asked(
        made("a", Raised("E")), made("b", needs=["a"]), made("c", needs=["b"]), made("d")
    )
    assert statuses(results) == {"a": "error", "b": "skipped", "c": "skipped", "d": "passed"}
    assert "“Title of a”" in results[1].message
    assert results[1].points == 0


def test_after_two_timeouts_nothing_more_is_asked():
    slow = [made(f"slow{i}", TookTooLong(5)) for i in range(PATIENCE)]
    results = asked(made("first"), *slow, made("later"))
    assert statuses(results) == {
        "first": "passed",
        "slow0": "timeout",
        "slow1": "timeout",
        "later": "skipped",
    }


def test_one_timeout_and_any_number_of_errors_do_not_end_the_asking():
    errors = [made(f"e{i}", Raised("E")) for i in range(5)]
    assert asked(made("slow", TookTooLong(5)), *errors, made("last"))[-1].status == "passed"


def test_each_check_draws_from_a_generator_of_its_own():
    drawn = {}

    def drawing(name):
        @check(name, "Title", 1)
        def question(student, rng):
            drawn[name] = rng

        return question

    ask([drawing("a"), drawing("b")], NOBODY, lambda name: f"for {name}")
    assert drawn == {"a": "for a", "b": "for b"}


def test_a_check_that_breaks_down_is_named_and_blamed_on_nobody_else():
    with pytest.raises(Broken, match=r"'a' broke down with KeyError \(.*test_battery.py, line"):
        asked(made("a", KeyError("hidden 0.123")))


def test_the_breakdown_keeps_the_hidden_numbers_to_itself():
    with pytest.raises(Broken) as caught:
        asked(made("a", ValueError("0.12345")))
    assert "0.12345" not in str(caught.value)


def test_contradicting_answers_are_a_grader_error():
    with pytest.raises(Impossible):
        asked(made("a", Impossible("they contradict each other")))


def test_a_waived_check_and_those_that_need_it_count_for_nothing():
    reason = "There is nothing to ask."
    first, needing, third = asked(
        made("first", Waived(reason), points=3.0),
        made("needing", AssertionError("it must not be asked"), needs=["first"]),
        made("third"),
    )
    for result in (first, needing):
        assert (result.status, result.points, result.max_points) == (CheckStatus.SKIPPED, 0, 0)
        assert result.message == reason
    assert (third.points, third.max_points) == (1, 1)
    assert ExerciseResult("a", (first, needing)).waived
    assert not ExerciseResult("a", (first, needing, third)).waived
    assert not ExerciseResult("a", ()).waived
