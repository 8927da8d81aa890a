"""The student, as hidden checks see one: somebody who answers scenarios."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from autograder.checks.outcome import NoData
from autograder.checks.scenario import Operation, Scenario

# Runs operations where the student's code is and returns the answers taken, in order.
# Raises a NoAnswer where student code gave none.
Transport = Callable[[list[Operation]], list[Any]]


@dataclass(frozen=True)
class Student:
    """One submission, ready to answer for one exercise.

    `foreign` is True for work that was not done in our own notebook; `conventions` are the
    assignment's.
    """

    transport: Transport
    foreign: bool = False
    conventions: dict[str, str] | None = None

    @contextmanager
    def scenario(self) -> Iterator[Scenario]:
        """Record a scenario in the block; it runs, and its answers come, as the block ends."""
        recording = Scenario()
        yield recording
        values = self.transport(recording.operations)
        if len(values) != len(recording.answers):
            raise NoData(f"{len(values)} answers to {len(recording.answers)} questions")
        for answer, value in zip(recording.answers, values, strict=True):
            answer.fill(value)
