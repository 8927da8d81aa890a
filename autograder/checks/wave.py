"""Asks several checks in one round trip: each says first what it asks, then all are answered.

A question that is a generator says by a bare `yield` where it needs its answers. What it asks up to
there travels with what its neighbours ask; what it asks later goes its own way. A round trip costs
as much as the few matrix products that a check asks for, so this is a third of a class's time.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from autograder.checks.outcome import NoAnswer
from autograder.checks.scenario import Scenario
from autograder.checks.student import Student, fill

if TYPE_CHECKING:
    import numpy as np

    from autograder.checks.battery import Check


def can_begin(one: Check) -> bool:
    """Whether a check says what it asks before it judges: its question is a generator."""
    return inspect.isgeneratorfunction(one.question)


@dataclass(frozen=True)
class _Patient(Student):
    """A student whose scenarios wait in `recorded` until `begun` has been asked."""

    recorded: list[Scenario] = field(default_factory=list)
    begun: list[bool] = field(default_factory=lambda: [False])

    @contextmanager
    def scenario(self, asked_by: str = "") -> Iterator[Scenario]:
        recording = Scenario(asked_by)
        yield recording
        if self.begun[0]:
            self.run(recording)
        else:
            self.recorded.append(recording)


class Begun:
    """A check's question that has been run up to its first `yield`, and waits for its answers."""

    def __init__(self, one: Check, student: Student, rng: np.random.Generator) -> None:
        self.check = one
        about = (student.transport, student.foreign, student.conventions, student.together)
        self._student = _Patient(*about, shared=student.shared)
        self._rest: Iterator[Any] = iter(())
        self._error: Exception | None = None
        self._outcomes: list[list[Any] | NoAnswer] = []
        try:
            rest = one.question(self._student, rng)
            assert rest is not None, "only generators are begun"
            next(rest)
            self._rest = rest
        except StopIteration:
            pass  # it had nothing to ask
        except Exception as error:  # raised again in its turn
            self._error = error

    @property
    def recorded(self) -> list[Scenario]:
        """What it asks before it goes on."""
        return self._student.recorded

    def answer(self, outcomes: list[list[Any] | NoAnswer]) -> None:
        """What came for the first of its scenarios; the others are still to be asked."""
        self._outcomes = outcomes

    def finish(self) -> None:
        """Ask what is still to be asked, and go on to the verdict, as a question does."""
        self._student.begun[0] = True
        try:
            for number, recording in enumerate(self.recorded):
                self._take(number, recording)
        except NoAnswer as silence:
            self._tell(silence)
        if self._error is not None:
            raise self._error
        for _ in self._rest:
            pass

    def _take(self, number: int, recording: Scenario) -> None:
        if number >= len(self._outcomes):
            self._student.run(recording)
            return
        outcome = self._outcomes[number]
        if isinstance(outcome, NoAnswer):
            raise outcome
        fill(recording, outcome)

    def _tell(self, silence: NoAnswer) -> None:
        """Raise it where the question stands, which may know what to make of it."""
        if not hasattr(self._rest, "throw"):
            raise silence
        try:
            self._rest.throw(silence)
        except StopIteration:
            self._rest = iter(())


def ask_together(begun: Sequence[Begun], student: Student) -> None:
    """Send what the questions ask first, in their order, and give each what came for it."""
    asked = [(r.asked_by or one.check.name, r.operations) for one in begun for r in one.recorded]
    if student.together is None or len(asked) < 2:
        return
    outcomes = student.together(asked)
    for one in begun:
        count = len(one.recorded)
        one.answer(outcomes[:count])
        outcomes = outcomes[count:]
