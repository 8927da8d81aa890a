"""One student's recorded answers on an exercise, and which of the author's answers are alike."""

from __future__ import annotations

from collections.abc import Sequence
from types import CodeType
from typing import Any

from autograder.box.inside import wire
from autograder.diagnosis.likeness import (
    Likeness,
    errors,
    has_errors,
    is_telling,
    leaves,
    likeness,
    of_replies,
    relative,
)
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
        self._known: dict[tuple[str, str], bool] = {}
        self._right: dict[str, list[list[Any] | None]] = {}

    def has_answers_to(self, check: str) -> bool:
        """Whether the check got any answer to compare."""
        return any(self._exchanges[number].answers for number in self._of(check))

    def fits(self, name: str, code: CodeType, check: str) -> bool:
        """Whether the code answers the check's scenarios as the student did, and wrongly."""
        key = (name, check)
        if key not in self._known:
            fits = self._fits(code, check, self._of(check))
            self._known[key] = fits and self._errs(code, check)
        return self._known[key]

    def _errs(self, code: CodeType, check: str) -> bool:
        """Whether the code answers the check otherwise than the right solution does.

        Beside a student's single precision a right answer looks like the student's wrong one; but
        what is right explains no failure.
        """
        asked = self._of(check)
        replies = zip(asked, self._answers(code, asked), self._right_answers(check), strict=True)
        return self._solution is None or not all(
            self._is_same(number, wrong, right) for number, wrong, right in replies
        )

    def is_exact(self, code: CodeType, check: str) -> bool:
        """Whether the code answers the check as the student did even where single precision ends.

        What moves nothing and what moves by less than can be seen are told apart so.
        """
        asked = self._of(check)
        answers = zip(asked, self._answers(code, asked), strict=True)
        return all(self._is_same(n, mine, self._exchanges[n].answers) for n, mine in answers)

    def _is_same(self, number: int, one: list[Any] | None, other: list[Any] | None) -> bool:
        if one is None or other is None:
            return False
        operations = self._exchanges[number].operations
        return of_replies(operations, one, other, strict=True) is Likeness.SAME

    def fits_with_past(self, code: CodeType, check: str) -> bool:
        """Whether the code answers alike all that was asked up to the check's last scenario.

        A check that was not asked contradicts nobody.
        """
        asked = self._of(check)
        return self._fits(code, check, range(asked[-1] + 1) if asked else ())

    def _fits(self, code: CodeType, check: str, asked: Sequence[int]) -> bool:
        alike = self._likeness(code, asked)
        return alike is Likeness.SAME or (
            alike is Likeness.LOOSE and self._may_be_loose(check, asked)
        )

    def _may_be_loose(self, check: str, asked: Sequence[int]) -> bool:
        """Whether equal numbers are enough, in whatever shape.

        They are in the probe, which is there to contradict. In a check, numbers that are wrong
        are that mistake's in any shape; where they are right the shape is the mistake.
        """
        if check == PROBE or self._solution is None:
            return check == PROBE
        return self._likeness(self._solution, asked) is Likeness.NONE

    def shares(self, code: CodeType, check: str) -> bool:
        """Whether what the code gets wrong in the check the student gets wrong in the same way.

        The student may get more wrong than that. Only numbers that nobody hits by chance count.
        """
        asked = self._of(check)
        replies = zip(asked, self._answers(code, asked), self._right_answers(check), strict=True)
        return any(self._shares(number, wrong, right) for number, wrong, right in replies)

    def _shares(self, number: int, wrong: list[Any] | None, right: list[Any] | None) -> bool:
        operations, own = self._exchanges[number].operations, self._exchanges[number].answers
        if own is None or wrong is None or right is None:
            return False
        off = errors(relative(operations, wrong), relative(operations, right))
        telling = all(map(is_telling, off.values()))
        return telling and has_errors(dict(leaves(relative(operations, own))), off)

    def tells(self, check: str) -> bool:
        """Whether the student's wrong answers to the check hold numbers that nobody hits by chance.

        A wrong yes or no, or a list of calls, many mistakes have in common.
        """
        own = [self._exchanges[number].answers for number in self._of(check)]
        return any(
            is_telling(mine) and not likeness(mine, theirs)
            for answers, solved in zip(own, self._right_answers(check), strict=True)
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

    def _right_answers(self, check: str) -> list[list[Any] | None]:
        asked = self._of(check)
        if self._solution is None:
            return [None] * len(asked)
        if check not in self._right:
            self._right[check] = self._answers(self._solution, asked)
        return self._right[check]

    def _answers(self, code: CodeType, asked: Sequence[int]) -> list[list[Any] | None]:
        if not self._stage.put(self._exercise, code):
            return [None] * len(asked)
        return [self._stage.ask(self._frame(n), self._exchanges[n].seed) for n in asked]

    def _frame(self, number: int) -> bytes:
        if number not in self._frames:
            self._frames[number] = wire.pack(self._exchanges[number].operations)
        return self._frames[number]
