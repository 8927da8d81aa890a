"""What a scenario binds, and the functions that it makes, as student code meets them."""

from __future__ import annotations

from typing import Any

import pytest

from autograder.box.inside.scenario import Scenario as Inside
from autograder.box.inside.wire import pack, unpack_questions
from autograder.checks.scenario import Scenario


def run(s: Scenario, names: dict[str, Any]) -> list[Any]:
    """The answers, after the operations have crossed the wire."""
    inside = Inside(names, {})
    inside.run(unpack_questions(pack(s.operations)[4:]))
    return inside.answers


def student() -> dict[str, Any]:
    names: dict[str, Any] = {}
    exec("def half(x): return x / 2\ndef quarter(x): return half(half(x))", names)
    return names


def twice(f: Scenario, x: Any) -> Any:
    return f.module("operator").add(x, x)


def test_student_code_meets_what_was_bound_in_place_of_its_own() -> None:
    s = Scenario()
    s.bind("half", s.function(twice, "x"))
    s.take(s.name("quarter")(3))
    assert run(s, student()) == [12]


def test_the_names_are_put_back_when_the_scenario_ends() -> None:
    names = student()
    before = dict(names)
    s = Scenario()
    s.bind("half", 1)
    s.bind("half", 2)
    s.bind("new", 3)
    run(s, names)
    assert names == before


def test_the_names_are_put_back_when_student_code_raises() -> None:
    names = student()
    s = Scenario()
    s.bind("half", 1)
    s.name("quarter")(3)
    with pytest.raises(TypeError):
        run(s, names)
    assert callable(names["half"])


def test_a_function_takes_its_arguments_by_position_and_by_keyword() -> None:
    s = Scenario()
    minus = s.function(lambda f, a, b: f.module("operator").sub(a, b), "a", "b")
    s.take(minus(5, 3))
    s.take(minus(b=5, a=3))
    assert run(s, {}) == [2, -2]


def test_a_function_refuses_arguments_that_it_does_not_have() -> None:
    s = Scenario()
    s.function(twice, "x")(y=1)
    with pytest.raises(TypeError):
        run(s, {})


def test_a_function_sees_the_names_as_they_stand_at_the_call() -> None:
    s = Scenario()
    through = s.function(lambda f, x: f.name("half")(x), "x")
    s.bind("half", s.function(twice, "x"))
    s.take(through(4))
    assert run(s, student()) == [8]
