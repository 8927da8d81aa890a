"""Keeps what a student was asked and answered, check by check, so that it can be asked again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder.checks.outcome import Died, NoAnswer, NoData, TookTooLong
from autograder.checks.probe import in_a_word
from autograder.checks.scenario import Operation
from autograder.checks.student import Together, Transport

PROBE = ""  # the check's name where no check asks but the exercise's probe
PROBE_SEED = 28  # of the box's random generators, while the probe is asked


@dataclass(frozen=True)
class Exchange:
    """One scenario of a check: its operations, the random seed it ran under, and the answers.

    `answers` is None where student code gave none; `problem` says in a word what there was instead.
    """

    check: str
    operations: list[Operation]
    seed: int
    answers: list[Any] | None
    problem: str = ""


class Recorder:
    """A transport that keeps every exchange. `seed` tells the random seed of the last scenario.

    What belongs to the probe travels by `probing`, whose seed is the same for everyone. `lost`
    says that a scenario ended the box or ran out of time: asking more would cost a class its time.
    """

    def __init__(
        self, transport: Transport, seed: Callable[[], int], probing: Transport | None = None
    ) -> None:
        self._transport, self._seed, self._probing = transport, seed, probing or transport
        self._check = PROBE
        self.exchanges: list[Exchange] = []
        self.lost = False

    def __call__(self, operations: list[Operation]) -> list[Any]:
        """Answer a scenario, as a Transport does."""
        transport = self._probing if self._check == PROBE else self._transport
        answers, problem = None, ""
        try:
            answers = transport(operations)
        except NoAnswer as silence:
            self.lost = self.lost or isinstance(silence, TookTooLong | Died | NoData)
            problem = in_a_word(silence)
            raise
        finally:
            exchange = Exchange(self._check, operations, self._seed(), answers, problem)
            self.exchanges.append(exchange)
        return answers

    def through(self, together: Together) -> Together:
        """Answer several scenarios in one round trip by `together`, and keep each exchange.

        Their seeds are consecutive numbers, and the last one's is what `seed` tells.
        """

        def ask(asked: Sequence[tuple[str, list[Operation]]]) -> list[list[Any] | NoAnswer]:
            outcomes = together(asked)
            first = self._seed() - len(outcomes) + 1
            for number, (outcome, (check, operations)) in enumerate(
                zip(outcomes, asked, strict=False)
            ):
                seed = (first + number) % 2**32
                silence = outcome if isinstance(outcome, NoAnswer) else None
                answers = None if isinstance(outcome, NoAnswer) else outcome
                self.lost = self.lost or isinstance(silence, TookTooLong | Died | NoData)
                problem = in_a_word(silence) if silence else ""
                self.exchanges.append(Exchange(check, operations, seed, answers, problem))
            return outcomes

        return ask

    def following(
        self, generator: Callable[[str], np.random.Generator]
    ) -> Callable[[str], np.random.Generator]:
        """The generator of each check; taking it tells that this check's questions come next."""

        def generate(check: str) -> np.random.Generator:
            self.turn_to(check)
            return generator(check)

        return generate

    def turn_to(self, check: str) -> None:
        """What is asked from here on belongs to this check."""
        self._check = check
