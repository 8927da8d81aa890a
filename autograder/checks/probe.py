"""A probe: a few fixed questions, the same for everyone, by which wrong answers are told apart.

They count for nothing. Where code gives no answer, the way in which it fails is the answer. A layer
has a probe by itself; any other exercise's is made of its checks, asked with numbers that are the
same for everyone.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, Protocol

import numpy as np

from autograder.checks.ladder import SEED, Rung, rung
from autograder.checks.layer import Layer, Sizes, Unit
from autograder.checks.outcome import CheckFailed, NoAnswer, Raised
from autograder.checks.scenario import Answer, Operation, Scenario
from autograder.checks.student import Student
from autograder.errors import GraderError

# Asks a student a few fixed things and returns what came, as plain values.
Probe = Callable[[Student], list[Any]]


class Check(Protocol):
    """A hidden check, as far as a probe is made of it."""

    @property
    def name(self) -> str:
        """What the check is called in its exercise."""

    def ask(self, student: Student, rng: np.random.Generator) -> None:
        """Ask, and raise where an answer is wrong."""


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


def of_checks(checks: Sequence[Check]) -> Probe:
    """Asks what the checks ask, each with one fixed seed, and judges nothing."""

    def ask(student: Student) -> list[Any]:
        heard: list[Any] = []
        lost: list[GraderError] = []

        def transport(operations: list[Operation]) -> list[Any]:
            try:
                heard.append(student.transport(operations))
            except NoAnswer as silence:
                heard.append(in_a_word(silence))
                raise
            except GraderError as error:  # the box was taken from us, which says nothing of anyone
                lost.append(error)
                raise
            return list(heard[-1])

        listening = replace(student, transport=transport)
        for check in checks:
            _heed(check, listening)
            if lost:
                raise lost[0]
        return heard

    return ask


def _heed(check: Check, student: Student) -> None:
    """Let a check ask, up to its verdict, whatever that is."""
    rng = np.random.default_rng([SEED, *check.name.encode()])
    # A verdict ends it, and so does whatever goes wrong in judging: that is for the check itself.
    with contextlib.suppress(Exception):
        check.ask(student, rng)


def answered(ask: Callable[[], Any]) -> Any:
    """What was answered, or in a word what there was instead."""
    try:
        return ask()
    except NoAnswer as silence:
        return in_a_word(silence)
    except CheckFailed as failed:
        return str(failed)


def in_a_word(silence: NoAnswer) -> str:
    """How code failed to answer: the type of what it raised, or the kind of its silence."""
    return silence.type if isinstance(silence, Raised) else type(silence).__name__


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
