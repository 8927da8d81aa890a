"""Finds the known mistake whose answers are the student's own.

The operations that the student answered are put to the mistakes of the exercise, under the same
random seed; the one that answers alike is the diagnosis. An exception is no answer: who raises is
told the line instead.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from types import CodeType

from autograder.diagnosis.bank import Answer
from autograder.diagnosis.line_up import LineUp
from autograder.diagnosis.recording import PROBE, Exchange
from autograder.diagnosis.stage import Stage
from autograder.diagnosis.state import keeps_state


@dataclass(frozen=True)
class Suspect:
    """A mistake, ready to be put on stage; `keeps_state` where one check may change the next."""

    mistake: Answer
    code: CodeType
    keeps_state: bool


Fits = Callable[[Suspect, str], bool]


class Recogniser:
    """The known mistakes of one exercise, in the order of their names."""

    def __init__(
        self, stage: Stage, exercise: str, mistakes: Iterable[Answer], solution: str
    ) -> None:
        self._stage, self._exercise = stage, exercise
        self._solution = stage.compile(exercise, solution)
        compiled = ((mistake, stage.compile(exercise, mistake.source)) for mistake in mistakes)
        self._suspects = [
            Suspect(mistake, code, keeps_state(mistake.source))
            for mistake, code in compiled
            if code is not None
        ]

    def recognise(self, exchanges: Sequence[Exchange], failed: Sequence[str]) -> dict[str, Answer]:
        """For each failed check that a mistake explains, by the check's name, that mistake.

        One mistake that explains everything is preferred to several. What none explains by itself
        is tried once more after all that was asked before it, for mistakes that remember too much.
        """
        line_up = LineUp(self._stage, self._exercise, self._solution, exchanges)
        checks = [check for check in failed if line_up.has_answers_to(check)]
        if not checks:
            return {}
        with self._stage.set():
            found = _chosen(self._suspects, checks, line_up, with_past=False)
            left = [check for check in checks if check not in found]
            stateful = [suspect for suspect in self._suspects if suspect.keeps_state]
            return found | _chosen(stateful, left, line_up, with_past=True)


def _chosen(
    suspects: Sequence[Suspect], checks: Sequence[str], line_up: LineUp, *, with_past: bool
) -> dict[str, Answer]:
    """The best of the suspects for each check."""

    def fits(suspect: Suspect, check: str) -> bool:
        return line_up.fits(suspect.mistake.name, suspect.code, check, with_past=with_past)

    # Those that name a failed check come first: mostly one of them it is, and the rest need not
    # be tried.
    likely = sorted(suspects, key=lambda s: s.mistake.caught_by not in checks)
    for suspect in likely:
        if checks and all(fits(suspect, check) for check in (*checks, PROBE)):
            return dict.fromkeys(checks, suspect.mistake)
    found = {}
    for check in checks:
        best = _best_for(check, checks, likely, fits)
        if best and (line_up.tells(check) or fits(best, PROBE)):
            found[check] = best.mistake
    return found


def _best_for(
    check: str, checks: Sequence[str], suspects: Sequence[Suspect], fits: Fits
) -> Suspect | None:
    """Of those that fit the check one that fits the probe, names the check, fits others, too."""

    def rank(suspect: Suspect) -> tuple[bool, bool, int]:
        others = sum(fits(suspect, other) for other in checks)
        return not fits(suspect, PROBE), suspect.mistake.caught_by != check, -others

    return min((s for s in suspects if fits(s, check)), key=rank, default=None)
