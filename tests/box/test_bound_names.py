"""Names that a scenario binds anew: only for its own duration, however it ends."""

from __future__ import annotations

from typing import Any

import pytest

from autograder.box.inside.scenario import Scenario


def slot(number: int) -> bytes:
    return number.to_bytes(4, "little")


def answers(names: dict[str, Any], *operations: list[Any]) -> list[Any]:
    scenario = Scenario(names, {})
    scenario.run(list(operations))
    return scenario.answers


def submission() -> dict[str, Any]:
    names: dict[str, Any] = {}
    exec("def loss():\n    return 1\n\ndef train():\n    return loss()", names)
    return names


def test_student_code_sees_the_bound_name_until_the_scenario_ends() -> None:
    names = submission()
    stand_in = ["stand_in", [], {}, {"__call__": 2}]
    ask = [["name", "train"], ["call", slot(2), [], {}], ["take", slot(3)]]
    assert answers(names, stand_in, ["bind", "loss", slot(0)], *ask) == [2]
    assert names["train"]() == 1


def test_the_submissions_own_name_is_back_when_student_code_raises() -> None:
    names = submission()
    with pytest.raises(TypeError):
        answers(names, ["bind", "loss", 7], ["name", "train"], ["call", slot(1), [], {}])
    assert names["train"]() == 1


def test_a_name_bound_twice_gets_its_first_value_back() -> None:
    names = {"loss": "own"}
    answers(names, ["bind", "loss", 1], ["bind", "loss", 2])
    assert names == {"loss": "own"}


def test_a_name_that_the_submission_lacks_is_gone_afterwards() -> None:
    names: dict[str, Any] = {}
    assert answers(names, ["bind", "loss", 3], ["name", "loss"], ["take", slot(1)]) == [3]
    assert not names
