"""Waves: checks that say together what they ask are judged as if each had been asked alone."""

from __future__ import annotations

import numpy as np
import pytest

from autograder.checks import Student, ask, check, fail
from autograder.checks.outcome import Broken, Missing, NoAnswer, Raised, TookTooLong

NAMES = {"x": 1, "y": 2}


class Class:
    """A student by a table of names, who counts round trips; `bad` says which names raise what."""

    def __init__(self, bad=(), most=100):
        self.bad, self.most, self.trips, self.turns = dict(bad), most, [], []

    def alone(self, operations):
        self.trips.append([operations[0][1]])
        return self._answer(operations)

    def _answer(self, operations):
        name = operations[0][1]
        if name in self.bad:
            raise self.bad[name]
        return [NAMES[name]] * sum(verb == "take" for verb, *_ in operations)

    def together(self, asked):
        self.trips.append([operations[0][1] for _, operations in asked])
        outcomes = []
        for _, operations in asked[: self.most]:
            try:
                outcomes.append(self._answer(operations))
            except NoAnswer as silence:
                return [*outcomes, silence]
        return outcomes

    def student(self):
        return Student(self.alone, together=self.together, turn_to=self.turns.append)


def asks(name, variable, want, needs=(), then=None):
    @check(name, f"Title of {name}", 1, needs)
    def question(student, rng):
        with student.scenario() as s:
            got = s.take(s.name(variable))
        yield
        if got.value != want:
            fail(f"{variable} is wrong.")
        if then:
            with student.scenario() as s:
                s.take(s.name(then))

    return question


@check("plain", "Title", 1)
def plain(student, rng):
    with student.scenario() as s:
        s.take(s.name("x"))


def asked(student, *checks):
    results = ask(checks, student, lambda name: np.random.default_rng(0))
    return [str(result.status) for result in results]


def test_all_that_say_first_what_they_ask_are_one_round_trip():
    them = Class()
    assert asked(them.student(), asks("a", "x", 1), asks("b", "y", 2)) == ["passed"] * 2
    assert them.trips == [["x", "y"]]
    assert them.turns == ["a", "b"]


def test_each_of_a_wave_is_judged_by_its_own_answer():
    them = Class()
    wrong, right = asks("a", "x", 7), asks("b", "y", 2)
    assert asked(them.student(), wrong, right) == ["failed", "passed"]


def test_without_a_way_to_ask_together_all_are_asked_alone():
    them = Class()
    alone = Student(them.alone)
    assert asked(alone, asks("a", "x", 1), asks("b", "y", 2), plain) == ["passed"] * 3
    assert them.trips == [["x"], ["y"], ["x"]]


def test_what_is_no_generator_is_asked_in_its_turn():
    them = Class()
    assert asked(them.student(), asks("a", "x", 1), plain, asks("b", "y", 2)) == ["passed"] * 3
    assert them.trips == [["x", "y"], ["x"]]
    assert them.turns == ["a", "plain", "b"]


def test_what_needs_a_lost_check_is_not_judged():
    them = Class()
    checks = [asks("a", "x", 7), asks("b", "y", 2), asks("c", "x", 1, ["a"], then="y")]
    assert asked(them.student(), *checks) == ["failed", "passed", "skipped"]
    assert them.trips == [["x", "y", "x"]]


@pytest.mark.parametrize("silence", [Raised("ValueError"), Missing("x")])
def test_one_without_an_answer_ends_the_round_trip_and_not_the_wave(silence):
    them = Class({"x": silence})
    assert asked(them.student(), asks("a", "x", 1), asks("b", "y", 2)) == ["error", "passed"]
    assert them.trips == [["x", "y"], ["y"]]


def test_what_a_lost_box_left_unsaid_is_asked_alone():
    them = Class(most=1)
    checks = [asks("a", "x", 1), asks("b", "y", 2), asks("c", "x", 1)]
    assert asked(them.student(), *checks) == ["passed"] * 3
    assert them.trips == [["x", "y", "x"], ["y"], ["x"]]


def test_patience_ends_in_the_middle_of_a_wave():
    them = Class({"x": TookTooLong(5.0)})
    checks = [asks(name, "x", 1) for name in "abcd"]
    assert asked(them.student(), *checks) == ["timeout", "timeout", "skipped", "skipped"]


def test_what_is_asked_later_goes_its_own_way():
    them = Class()
    checks = [asks("a", "x", 1, then="y"), asks("b", "y", 2)]
    assert asked(them.student(), *checks) == ["passed"] * 2
    assert them.trips == [["x", "y"], ["y"]]


def test_a_question_may_know_what_to_make_of_silence():
    @check("a", "Title", 1)
    def tolerant(student, rng):
        try:
            with student.scenario() as s:
                s.take(s.name("x"))
            yield
        except Missing:
            return

    them = Class({"x": Missing("x")})
    assert asked(them.student(), tolerant, asks("b", "y", 2)) == ["passed", "passed"]


def test_a_question_that_breaks_down_before_it_asks_is_its_authors_fault():
    @check("a", "Title", 1)
    def broken(student, rng):
        yield 1 / 0

    with pytest.raises(Broken, match="ZeroDivisionError"):
        asked(Class().student(), broken, asks("b", "y", 2))


def test_a_question_with_nothing_to_ask_passes():
    @check("a", "Title", 1)
    def idle(student, rng):
        return
        yield

    assert asked(Class().student(), idle, asks("b", "y", 2)) == ["passed"] * 2
