"""Reads what a box replies to a scenario: checked for form and believed nowhere."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from autograder.box.connection import Misbehaved
from autograder.checks.outcome import Missing, Raised, TookTooLong
from autograder.checks.scenario import Operation


def answers(reply: Any, number: int, seconds: float, operations: list[Operation]) -> list[Any]:
    """The answers to these operations. Raises the NoAnswer that the reply tells of, or Misbehaved.

    `number` is the scenario's, `seconds` are what it was given.
    """
    if not isinstance(reply, dict) or reply.get("id") != number:
        raise Misbehaved("a reply to another question")
    problem, values = reply.get("problem"), reply.get("answers")
    if problem is None and isinstance(values, list):
        if len(values) != [operation[0] for operation in operations].count("take"):
            raise Misbehaved("another number of answers than was asked for")
        return values
    if not isinstance(problem, dict):
        raise Misbehaved("a reply without answers")
    kind = problem.get("kind")
    if kind == "timeout":
        raise TookTooLong(seconds)
    if kind == "missing":
        raise Missing(text(problem, "name"))
    cell, line = problem.get("cell"), problem.get("line")
    known = type(cell) is int and type(line) is int
    raise Raised(text(problem, "type"), cell if known else None, line if known else None)


def text(frame: Mapping[str, Any], key: str) -> str:
    """A text of the frame, bounded; empty where there is none."""
    value = frame.get(key)
    return value[:500] if isinstance(value, str) else ""
