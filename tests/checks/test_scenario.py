"""Scenarios: what is recorded, what comes back, and what a box cannot make of it."""

from __future__ import annotations

import numpy as np
import pytest

from autograder.checks import Student, fail
from autograder.checks.outcome import CheckFailed, Lacking, Missing, NoAnswer, NoData, Raised
from autograder.checks.scenario import Scenario


class Counter:
    start = 10

    def __init__(self, step=1):
        self.step, self.items = step, {}

    def up(self, value, *, twice=False):
        return value + self.step * (2 if twice else 1)

    def __getitem__(self, key):
        return self.items[key]

    def __setitem__(self, key, value):
        self.items[key] = value


class Broken:
    @property
    def total(self):
        return self.parts


@pytest.fixture
def student(student_of):
    return student_of({"Counter": Counter, "Broken": Broken, "numbers": [1, 2, 3], "np": np})


def test_ordinary_code_runs_where_the_student_is(student):
    with student.scenario() as s:
        counter = s.name("Counter")(step=5)
        counter.step = 7
        counter["key"] = counter.up(1)
        answers = [
            s.take(counter["key"]),
            s.take(counter.up(1, twice=True)),
            s.take(s.name("numbers")[1]),
            s.take(counter.start),
        ]
    assert [a.value for a in answers] == [8, 15, 2, 10]


def test_everything_travels_in_one_round_trip(student_of):
    trips = []
    inner = student_of({"Counter": Counter})

    def transport(operations):
        trips.append(operations)
        return inner.transport(operations)

    with Student(transport).scenario() as s:
        answers = [s.take(s.name("Counter")(i).up(i)) for i in range(10)]
    assert [a.value for a in answers] == [2 * i for i in range(10)]
    assert len(trips) == 1


def test_an_answer_is_the_value_as_it_was_when_taken(student):
    with student.scenario() as s:
        shared = s.array(np.zeros(3))
        before = s.take(shared)
        shared[0] = 5.0
        after = s.take(shared)
    assert (before.value[0], after.value[0]) == (0.0, 5.0)


def test_an_answer_cannot_be_read_before_its_scenario_has_run(student):
    with student.scenario() as s:
        answer = s.take(s.name("numbers"))
        with pytest.raises(RuntimeError, match="leave its `with` block"):
            _ = answer.value


def test_a_scenario_whose_recording_fails_is_not_run():
    with pytest.raises(ZeroDivisionError), Student(lambda _: fail("was run")).scenario():
        _ = 1 / 0


@pytest.mark.parametrize("layout", ["rows", "columns", "strided"])
def test_arrays_come_in_the_layout_asked_for(student, layout):
    with student.scenario() as s:
        array = s.array(np.arange(6.0).reshape(2, 3), layout)
        rows = s.take(array.flags.c_contiguous)
        columns = s.take(array.flags.f_contiguous)
        values = s.take(array)
    assert (rows.value, columns.value) == (layout == "rows", layout == "columns")
    assert values.value.tolist() == [[0, 1, 2], [3, 4, 5]]


def test_values_are_shared_and_told_apart(student):
    with student.scenario() as s:
        one, other = s.name("Counter")(), s.name("Counter")()
        shared = s.shared([one, other])
        answers = [
            s.take(s.same(shared[0], one)),
            s.take(s.same(shared[0], other)),
            s.take(s.instance_of(one, s.name("Counter"))),
            s.take(s.instance_of(shared, s.name("Counter"))),
            s.take(s.has(one, "step")),
            s.take(s.has(one, "nothing")),
            s.defined("Counter"),
            s.defined("nothing"),
        ]
    assert [a.value for a in answers] == [True, False, True, False, True, False, True, False]


def test_tuples_pairs_and_modules(student):
    with student.scenario() as s:
        key = s.name("Counter")()
        table = s.pairs([(key, 5)])
        answers = [
            s.take(table[key]),
            s.take(s.instance_of(s.tuple(1, 2), s.module("builtins").tuple)),
            s.take(s.instance_of(s.shared([1, 2]), s.module("builtins").tuple)),
        ]
    assert [a.value for a in answers] == [5, True, False]


def test_write_keeps_the_array_where_an_assignment_binds_a_new_one(student):
    with student.scenario() as s:
        counter = s.name("Counter")()
        counter.W = s.array(np.zeros(2))
        held = counter.W
        s.write(counter, "W", np.ones(2))
        after_write = s.take(held)
        counter.W = np.full(2, 3.0)
        after_binding = s.take(held)
    assert (after_write.value.tolist(), after_binding.value.tolist()) == ([1, 1], [1, 1])


def test_a_stand_in_answers_as_told_and_records(student):
    with student.scenario() as s:
        below = s.stand_in(s.name("Counter"), returns={"forward": 1.0, "backward": None}, tag=3)
        first = s.take(below.forward())
        s.returns(below, "forward", 2.0)
        second = s.take(below.forward())
        below.backward(np.ones(2), scale=4)
        calls = [s.calls(below, "forward"), s.calls(below, "backward")]
        kind, tag = s.take(s.instance_of(below, s.name("Counter"))), s.take(below.tag)
    assert (first.value, second.value, kind.value, tag.value) == (1.0, 2.0, True, 3)
    assert len(calls[0].value) == 2
    [[_, [handed], keywords]] = calls[1].value
    assert (handed.tolist(), keywords) == ([1, 1], {"scale": 4})


def test_calls_of_several_stand_ins_are_ordered(student):
    with student.scenario() as s:
        one, other = (s.stand_in(returns={"forward": 1}) for _ in range(2))
        other.forward()
        one.forward()
        calls = [s.calls(one, "forward"), s.calls(other, "forward")]
    assert calls[0].value[0][0] > calls[1].value[0][0]


def test_the_global_random_state_can_be_compared(student):
    with student.scenario() as s:
        before = s.random_state()
        s.name("np").random.rand()
        after = s.random_state()
    assert not np.array_equal(before.value, after.value)


def test_a_missing_name_and_an_error_end_the_scenario(student):
    with pytest.raises(Missing, match="`Linear`"), student.scenario() as s:
        s.name("Linear")
    with pytest.raises(Raised, match="KeyError"), student.scenario() as s:
        _ = s.name("Counter")()["absent"]


def test_an_attribute_that_is_not_there_is_named(student):
    """It is the check that looks for it: no line of the student's has raised."""
    with pytest.raises(Lacking, match="`total`"), student.scenario() as s:
        s.take(s.name("Counter")().total)


def test_what_a_property_raises_is_the_student_s_own_error(student):
    with pytest.raises(Raised, match="AttributeError"), student.scenario() as s:
        s.take(s.name("Broken")().total)


def test_a_handle_cannot_be_looped_over():
    """With subscripts alone Python would ask for items 0, 1, 2 … and never come to an end."""
    handle = Scenario().name("numbers")
    with pytest.raises(TypeError):
        _, _ = handle
    with pytest.raises(TypeError):
        list(handle)


# --- what a box may send instead of an answer ----------------------------------------------------

FORGED = [None, 7, "text", [], [[]], [[1, 2]], [[1, [], []]], {"a": 1}, np.zeros(3), [1, 2, 3]]


def forging(answers):
    return Student(lambda operations: answers)


@pytest.mark.parametrize("count", [0, 2, 5])
def test_too_few_or_too_many_answers_are_no_answer(count):
    with pytest.raises(NoData), forging([1] * count).scenario() as s:
        s.take(s.name("x"))


@pytest.mark.parametrize("forged", FORGED, ids=repr)
def test_forged_calls_are_no_answer_or_no_calls(forged):
    with forging([forged]).scenario() as s:
        calls = s.calls(s.name("x"), "forward", lambda calls: calls[-1][1][0])
    with pytest.raises(NoAnswer):
        _ = calls.value


@pytest.mark.parametrize("forged", [None, 7, [1], {"numpy.exp": "large"}], ids=repr)
def test_a_forged_watcher_is_no_answer(forged):
    with forging([forged]).scenario() as s:
        watched = s.watched()
    with pytest.raises(NoData):
        _ = watched.value


def test_a_reader_may_fail_the_check():
    with forging([None]).scenario() as s:
        answer = s.take(s.name("x"), lambda value: fail("It is wrong."))
    with pytest.raises(CheckFailed, match="It is wrong"):
        _ = answer.value
