"""A probe: a few fixed questions, the same for everyone, by which wrong answers are told apart.

They count for nothing. Where code gives no answer, the way in which it fails is the answer.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from autograder.checks.ladder import Rung, rung
from autograder.checks.layer import Layer, Sizes, Unit
from autograder.checks.outcome import CheckFailed, NoAnswer, Raised
from autograder.checks.scenario import Answer, Scenario
from autograder.checks.student import Student

# Asks a student a few fixed things and returns what came, as plain values.
Probe = Callable[[Student], list[Any]]


def probe(layer: Layer) -> Probe:
    """Asks a layer for both passes, for a second batch, and for a second backward pass."""

    def ask(student: Student) -> list[Any]:
        first = rung(layer, Sizes(2, 3, 2), 0)
        parameters = {n: v for n, v in first.values.items() if n not in layer.inputs}
        second = rung(layer, Sizes(3, 3, 2), 1, parameters)
        parts: tuple[Callable[[Scenario], list[Answer]], ...] = (
            lambda s: [layer.forward(s, layer.build(s, first.values))],
            lambda s: _both_passes(layer, s, layer.build(s, first.values), first),
            lambda s: _two_batches(layer, s, first, second),
        )
        return [answered(partial(_taken, student, part)) for part in parts]

    return ask


def answered(ask: Callable[[], Any]) -> Any:
    """What was answered, or in a word what there was instead."""
    try:
        return ask()
    except Raised as raised:
        return raised.type
    except NoAnswer as silence:
        return type(silence).__name__
    except CheckFailed as failed:
        return str(failed)


def _taken(student: Student, part: Callable[[Scenario], list[Answer]]) -> list[Any]:
    with student.scenario() as s:
        answers = part(s)
    return [answer.value for answer in answers]


def _both_passes(layer: Layer, s: Scenario, unit: Unit, one: Rung) -> list[Answer]:
    value = layer.forward(s, unit)
    return [value, *_back(layer, s, unit, one)]


def _two_batches(layer: Layer, s: Scenario, first: Rung, second: Rung) -> list[Answer]:
    unit = layer.build(s, first.values)
    _both_passes(layer, s, unit, first)
    layer.feed(s, unit, second.values)
    once = _both_passes(layer, s, unit, second)
    return [*once, *_back(layer, s, unit, second), *layer.parameters(s, unit).values()]


def _back(layer: Layer, s: Scenario, unit: Unit, one: Rung) -> list[Answer]:
    layer.backward(s, unit, None if layer.is_loss else s.array(one.upstream))
    return list(layer.collect(s, unit).values())
