"""The student, as hidden checks see one: somebody who answers scenarios."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from autograder.checks.outcome import NoAnswer, NoData
from autograder.checks.scenario import Operation, Scenario

# Runs operations where the student's code is and returns the answers taken, in order.
# Raises a NoAnswer where student code gave none.
Transport = Callable[[list[Operation]], list[Any]]

# Runs several scenarios one after another in one round trip, each given with the check that asks
# it, and returns for each what a Transport returns or raises. Ends with the first that gave no
# answer, or earlier: what is not answered has not been asked.
Together = Callable[[Sequence[tuple[str, list[Operation]]]], list[list[Any] | NoAnswer]]


@dataclass(frozen=True)
class Student:
    """One submission, ready to answer for one exercise.

    `foreign` is True for work that was not done in our own notebook; `conventions` are the
    assignment's. Where there is `together`, several checks may be asked in one round trip;
    `turn_to` is told whose scenarios come next by `transport`, and what several checks look at
    stands in `shared`.
    """

    transport: Transport
    foreign: bool = False
    conventions: dict[str, str] | None = None
    together: Together | None = None
    turn_to: Callable[[str], None] = lambda check: None
    shared: dict[Hashable, Any] = field(default_factory=dict)

    @contextmanager
    def scenario(self, asked_by: str = "") -> Iterator[Scenario]:
        """Record a scenario in the block; it runs, and its answers come, as the block ends.

        `asked_by` names whose it is, where that is not the check which asks it.
        """
        recording = Scenario(asked_by)
        yield recording
        self.run(recording)

    def run(self, recording: Scenario) -> None:
        """Run a scenario that has been recorded, and fill its answers in."""
        fill(recording, self.transport(recording.operations))


def fill(recording: Scenario, values: list[Any]) -> None:
    """Give a recording's answers the values that came. NoData where these are not as many."""
    if len(values) != len(recording.answers):
        raise NoData(f"{len(values)} answers to {len(recording.answers)} questions")
    for answer, value in zip(recording.answers, values, strict=True):
        answer.fill(value)
