"""Finds the known mistake whose answers are the student's own.

The operations that the student answered are put to every mistake of the exercise, under the same
random seed; the one that answers alike is the diagnosis. An exception is no answer: who raises is
told the line instead.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from types import CodeType

from autograder.box.inside import wire
from autograder.diagnosis.bank import Answer
from autograder.diagnosis.likeness import Likeness, of_replies
from autograder.diagnosis.recording import Exchange
from autograder.diagnosis.stage import Stage


@dataclass(frozen=True)
class Suspect:
    """A mistake, ready to be put on stage."""

    mistake: Answer
    code: CodeType


Fits = Callable[[Suspect, str], bool]


class Recogniser:
    """The known mistakes of one exercise, in the order of their names."""

    def __init__(
        self, stage: Stage, exercise: str, mistakes: Iterable[Answer], solution: str
    ) -> None:
        self._stage, self._exercise = stage, exercise
        self._solution = stage.compile(exercise, solution)
        compiled = ((mistake, stage.compile(exercise, mistake.source)) for mistake in mistakes)
        self._suspects = [Suspect(m, code) for m, code in compiled if code is not None]

    def recognise(self, exchanges: Sequence[Exchange], failed: Sequence[str]) -> dict[str, Answer]:
        """For each failed check that a mistake explains, by the check's name, that mistake.

        What no mistake explains by itself is tried once more after everything that was asked
        before it, for mistakes that remember too much.
        """
        line_up = _LineUp(self._stage, self._exercise, self._solution, exchanges)
        checks = [check for check in failed if line_up.has_answers_to(check)]
        if not checks:
            return {}
        with self._stage.set():
            found = _chosen(self._suspects, checks, line_up.fits)
            left = [check for check in checks if check not in found]
            return found | _chosen(self._suspects, left, line_up.fits_with_its_past)


def _chosen(suspects: Sequence[Suspect], checks: Sequence[str], fits: Fits) -> dict[str, Answer]:
    """The best of the suspects for each check: one that fits them all rather than several."""
    for_all = [s for s in suspects if checks and all(fits(s, check) for check in checks)]
    if for_all:
        best = min(for_all, key=lambda s: s.mistake.caught_by not in checks)
        return dict.fromkeys(checks, best.mistake)
    found = {}
    for check in checks:
        if fitting := [s for s in suspects if fits(s, check)]:
            found[check] = min(fitting, key=lambda s: _rank(s, check, checks, fits)).mistake
    return found


def _rank(suspect: Suspect, check: str, checks: Sequence[str], fits: Fits) -> tuple[bool, int]:
    """Lowest for a mistake that names the check, then for one that fits many others, too."""
    return suspect.mistake.caught_by != check, -sum(fits(suspect, other) for other in checks)


class _LineUp:
    """One student's exchanges on an exercise, and which suspects answer alike."""

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
        return any(exchange.answers for exchange in self._exchanges if exchange.check == check)

    def fits(self, suspect: Suspect, check: str) -> bool:
        """Whether the suspect answers the check's scenarios as the student did."""
        return self._fits(suspect, check, with_past=False)

    def fits_with_its_past(self, suspect: Suspect, check: str) -> bool:
        """Whether it answers as the student did everything that was asked up to the check."""
        return self._fits(suspect, check, with_past=True)

    def _fits(self, suspect: Suspect, check: str, *, with_past: bool) -> bool:
        key = (suspect.mistake.name, check, with_past)
        if key not in self._known:
            asked = self._asked(check, with_past)
            alike = self._likeness(suspect.code, asked)
            # Numbers that are wrong in another shape are still that mistake's; numbers that are
            # right are not: there the shape itself is wrong, and must be the same.
            self._known[key] = alike is Likeness.SAME or (
                alike is Likeness.LOOSE and not self._is_right(asked)
            )
        return self._known[key]

    def _asked(self, check: str, with_past: bool) -> list[int]:
        own = [n for n, exchange in enumerate(self._exchanges) if exchange.check == check]
        return list(range(own[-1] + 1)) if with_past else own

    def _is_right(self, asked: Sequence[int]) -> bool:
        return self._solution is not None and bool(self._likeness(self._solution, asked))

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

    def _frame(self, number: int) -> bytes:
        if number not in self._frames:
            self._frames[number] = wire.pack(self._exchanges[number].operations)
        return self._frames[number]
