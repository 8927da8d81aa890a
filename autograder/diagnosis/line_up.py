"""One student's recorded answers on an exercise, and which of the author's answers are alike."""

from __future__ import annotations

from collections.abc import Sequence
from types import CodeType
from typing import Any

import numpy as np

from autograder.box.inside import wire
from autograder.checks.compare import as_array
from autograder.diagnosis.likeness import Likeness, likeness, of_replies
from autograder.diagnosis.recording import PROBE, Exchange
from autograder.diagnosis.stage import Stage


class LineUp:
    """Puts the author's answers before the scenarios that a student answered.

    Usable only while the stage is set. What was found out is kept, by the answer's name.
    """

    def __init__(
        self,
        stage: Stage,
        exercise: str,
        solution: CodeType | None,
        exchanges: Sequence[Exchange],
    ) -> None:
        self._stage, self._exercise, self._solution = stage, exercise, solution
        self._exchanges = exchanges
        self._frames: dict[int, bytes] = {}
        self._known: dict[tuple[str, str, bool], bool] = {}

    def has_answers_to(self, check: str) -> bool:
        """Whether the check got any answer to compare."""
        return any(self._exchanges[number].answers for number in self._of(check))

    def fits(self, name: str, code: CodeType, check: str, *, with_past: bool) -> bool:
        """Whether the code answers the check's scenarios as the student did.

        With its past, it must answer alike all that was asked up to there. A check that was not
        asked contradicts nobody.
        """
        key = (name, check, with_past)
        if key not in self._known:
            asked = self._of(check)
            if with_past and asked:
                asked = list(range(asked[-1] + 1))
            alike = self._likeness(code, asked)
            self._known[key] = alike is Likeness.SAME or (
                alike is Likeness.LOOSE and self._may_be_loose(check, asked)
            )
        return self._known[key]

    def _may_be_loose(self, check: str, asked: Sequence[int]) -> bool:
        """Whether equal numbers are enough, in whatever shape.

        They are in the probe, which is there to contradict. In a check, numbers that are wrong
        are that mistake's in any shape; where they are right the shape is the mistake.
        """
        if check == PROBE or self._solution is None:
            return check == PROBE
        return self._likeness(self._solution, asked) is Likeness.NONE

    def tells(self, check: str) -> bool:
        """Whether the student's wrong answers to the check hold numbers that nobody hits by chance.

        A wrong yes or no, or a list of calls, many mistakes have in common.
        """
        right = self._answers(self._solution, self._of(check)) if self._solution else []
        own = [self._exchanges[number].answers for number in self._of(check)]
        return any(
            _tells(mine, theirs)
            for answers, solved in zip(own, right, strict=True)
            for mine, theirs in zip(answers or [], solved or [], strict=False)
        )

    def _of(self, check: str) -> list[int]:
        return [n for n, exchange in enumerate(self._exchanges) if exchange.check == check]

    def _likeness(self, code: CodeType, asked: Sequence[int]) -> Likeness:
        """How alike the code's answers are; what the student did not answer is only asked."""
        if not self._stage.put(self._exercise, code):
            return Likeness.NONE
        least = Likeness.SAME
        for number in asked:
            exchange = self._exchanges[number]
            answers = self._stage.ask(self._frame(number), exchange.seed)
            if exchange.answers is None:
                continue
            if answers is None:
                return Likeness.NONE
            least = min(least, of_replies(exchange.operations, exchange.answers, answers))
            if least is Likeness.NONE:
                break
        return least

    def _answers(self, code: CodeType, asked: Sequence[int]) -> list[list[Any] | None]:
        self._stage.put(self._exercise, code)
        return [self._stage.ask(self._frame(n), self._exchanges[n].seed) for n in asked]

    def _frame(self, number: int) -> bytes:
        if number not in self._frames:
            self._frames[number] = wire.pack(self._exchanges[number].operations)
        return self._frames[number]


def _tells(own: Any, right: Any) -> bool:
    array = as_array(own)
    if array is None or likeness(own, right):
        return False
    return bool(np.any(np.isfinite(array) & (array != np.round(array))))
