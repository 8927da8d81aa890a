"""What a box's reply to a scenario comes to: answers, or the reason why there are none.

A reason ends up in front of the student, and the box has just seen the hidden check's numbers. So
nothing of a reason is passed on that could carry them: a name must be one that was asked for, a
line one of the notebook's, and a type one that Python or the notebook itself had beforehand.
"""

from __future__ import annotations

import builtins
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from autograder.box.connection import Misbehaved
from autograder.checks.outcome import Lacking, Missing, NoAnswer, Raised, TookTooLong
from autograder.checks.scenario import Operation
from autograder.grading.plan import Plan

SOME_EXCEPTION = "an exception"
_KNOWN_TYPES = {
    *(name for name, kind in vars(builtins).items() if isinstance(kind, type)),
    *("AxisError", "LinAlgError", "UFuncTypeError", "OutOfMemoryError"),
    *("_ArrayMemoryError", "_UFuncNoLoopError", "_UFuncInputCastingError"),
    *("_UFuncOutputCastingError", "_UFuncBinaryResolutionError"),
}

# What may be absent: the operation that asks for it, where in it the name stands, and the reason.
_ABSENT: dict[str, tuple[str, int, Callable[[str], NoAnswer]]] = {
    "missing": ("name", 1, Missing),
    "lacking": ("get", 2, Lacking),
}


def answers(
    reply: Any, number: int, seconds: float, operations: Sequence[Operation], plan: Plan
) -> list[Any]:
    """The answers to question `number`. Raises the NoAnswer that it tells of, or Misbehaved."""
    if not isinstance(reply, dict) or reply.get("id") != number:
        raise Misbehaved("a reply to another question")
    problem, given = reply.get("problem"), reply.get("answers")
    if problem is None and isinstance(given, list):
        if len(given) != sum(operation[0] == "take" for operation in operations):
            raise Misbehaved("another number of answers than was asked for")
        return given
    if not isinstance(problem, dict):
        raise Misbehaved("a reply without answers")
    if problem.get("kind") == "timeout":
        raise TookTooLong(seconds)
    kind = problem.get("kind")
    if isinstance(kind, str) and kind in _ABSENT:
        raise _absent(kind, problem.get("name"), operations)
    raise Raised(_type(problem.get("type"), plan), *_place(problem, plan))


def _absent(kind: str, name: Any, operations: Sequence[Operation]) -> NoAnswer:
    verb, place, reason = _ABSENT[kind]
    if not isinstance(name, str) or name not in _asked_for(verb, place, operations):
        raise Misbehaved("it misses a name that was not asked for")
    return reason(name)


def _asked_for(verb: str, place: int, operations: Sequence[Operation]) -> Iterator[str]:
    for operation in operations:
        if operation[0] == verb:
            yield operation[place]
        elif operation[0] == "function":  # it has operations of its own
            yield from _asked_for(verb, place, operation[2])


def _type(name: Any, plan: Plan) -> str:
    if not isinstance(name, str) or not name.isidentifier():
        return SOME_EXCEPTION
    if name in _KNOWN_TYPES:
        return name
    word = re.compile(rf"\b{re.escape(name)}\b")
    written = any(word.search(step.source) for step in plan.steps)
    return name if written else SOME_EXCEPTION


def _place(problem: dict[str, Any], plan: Plan) -> tuple[int, int] | tuple[None, None]:
    cell, line = problem.get("cell"), problem.get("line")
    if type(cell) is int and type(line) is int:
        for step in plan.steps:
            if (
                step.checkpoint is None
                and step.cell == cell
                and 1 <= line <= step.source.count("\n") + 1
            ):
                return cell, line
    return None, None


def text(frame: Mapping[str, Any], key: str) -> str:
    """A text of the frame, bounded; empty where there is none."""
    value = frame.get(key)
    return value[:500] if isinstance(value, str) else ""
