"""Finds the known mistake whose answers are the student's own.

The operations that the student answered are put to the mistakes of the exercise, under the same
random seed; the one that answers alike is the diagnosis. An exception is no answer: who raises is
told the line instead. No name is better than a wrong one: a mistake that the probe contradicts, or
whose own check was passed, is not even tried.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from types import CodeType
from typing import Any

from autograder.checks.probe import Probe
from autograder.checks.student import Student
from autograder.diagnosis import fingerprint
from autograder.diagnosis.bank import Answer
from autograder.diagnosis.fingerprint import Fingerprint, Match, Profile
from autograder.diagnosis.line_up import LineUp
from autograder.diagnosis.recording import PROBE, Recorder
from autograder.diagnosis.resemblance import resemblance
from autograder.diagnosis.stage import Stage
from autograder.diagnosis.state import keeps_state
from autograder.verdict import CheckResult, CheckStatus


@dataclass(frozen=True)
class Suspect:
    """A mistake, ready to be put on stage; `keeps_state` where one check may change the next."""

    mistake: Answer
    code: CodeType
    keeps_state: bool


@dataclass(frozen=True)
class Asked:
    """An exercise as one student was asked it: the verdicts, and every exchange.

    `code` is the student's code of the exercise, empty where nothing was written.
    """

    exercise: str
    results: tuple[CheckResult, ...]
    student: Student
    recorder: Recorder
    code: str

    def checks(self, status: CheckStatus) -> list[str]:
        """The names of the checks that ended so."""
        return [result.name for result in self.results if result.status is status]


class Recogniser:
    """The known mistakes of one exercise."""

    def __init__(
        self,
        stage: Stage,
        exercise: str,
        mistakes: Iterable[Answer],
        solution: str,
        probe: Probe | None,
    ) -> None:
        self._stage, self._exercise, self._probe = stage, exercise, probe
        self._solution = stage.compile(exercise, solution)
        compiled = ((mistake, stage.compile(exercise, mistake.source)) for mistake in mistakes)
        self._suspects = [
            Suspect(mistake, code, keeps_state(mistake.source))
            for mistake, code in compiled
            if code is not None
        ]
        # By whether they are asked as work from outside our notebook: some probes ask that apart.
        self._profiles: dict[bool, list[Profile]] = {}

    def recognise(self, asked: Asked) -> dict[str, Answer]:
        """For each failed check that a mistake explains, by the check's name, that mistake.

        One mistake that explains everything is preferred to several. What none explains by itself
        is tried once more after all that was asked before it, for mistakes that remember too much.
        """
        line_up = LineUp(self._stage, self._exercise, self._solution, asked.recorder.exchanges)
        checks = [c for c in asked.checks(CheckStatus.FAILED) if line_up.has_answers_to(c)]
        if not checks:
            return {}
        with self._stage.set():
            matches = self._matches(asked)
            choice = _Choice(line_up, checks, matches, asked.code)
            likely = [s for s in self._suspects if matches[s.mistake.name] is not Match.NONE]
            found = choice.of_one(likely) or choice.of_several(likely)
            stateful = [s for s in self._suspects if s.keeps_state]
            left = [check for check in checks if check not in found]
            return found | (choice.with_past(stateful, left) if left else {})

    def _matches(self, asked: Asked) -> dict[str, Match]:
        """What the probe says of every mistake; of one whose own check was passed, it is none."""
        own = fingerprint.of_student(asked.recorder.exchanges)
        places, passed = fingerprint.places(own), asked.checks(CheckStatus.PASSED)
        matches = {}
        for number, suspect in enumerate(self._suspects):
            if suspect.mistake.caught_by in passed:
                matches[suspect.mistake.name] = Match.NONE
            elif not own:  # nothing was probed, so nothing contradicts
                matches[suspect.mistake.name] = Match.WHOLE
            else:
                profile = self._profiled(asked.student)[number]
                matches[suspect.mistake.name] = fingerprint.match(own, places, profile)
        return matches

    def _profiled(self, student: Student) -> list[Profile]:
        """The profile of every suspect."""
        if student.foreign not in self._profiles:
            right = self._take(self._solution, student)
            self._profiles[student.foreign] = [
                fingerprint.profile(self._take(suspect.code, student), right)
                for suspect in self._suspects
            ]
        return self._profiles[student.foreign]

    def _take(self, code: CodeType | None, student: Student) -> Fingerprint:
        if code is None or self._probe is None:
            return ()
        return fingerprint.take(self._stage, self._exercise, code, self._probe, student)


@dataclass(frozen=True)
class _Choice:
    """Chooses between mistakes for the failed `checks`, by all that speaks for and against each."""

    line_up: LineUp
    checks: Sequence[str]
    matches: dict[str, Match]
    code: str

    def of_one(self, suspects: Sequence[Suspect]) -> dict[str, Answer]:
        """The mistake that explains every check and does not contradict the probe, if there is."""
        explaining = [
            suspect
            for suspect in suspects
            if self._match(suspect) is Match.WHOLE
            and all(self._fits(suspect, check) for check in self.checks)
        ]
        best = _first(explaining, self._rank)
        return dict.fromkeys(self.checks, best.mistake) if best else {}

    def of_several(self, suspects: Sequence[Suspect]) -> dict[str, Answer]:
        """For each check the mistake that explains it, be it beside others."""
        found = {}
        for check in self.checks:
            best = self._best_for(check, suspects, self._fits)
            if best and (self.line_up.tells(check) or self._match(best) is Match.WHOLE):
                found[check] = best.mistake
            elif shared := self._best_for(check, suspects, self._shares):
                found[check] = shared.mistake
        return found

    def with_past(self, suspects: Sequence[Suspect], left: Sequence[str]) -> dict[str, Answer]:
        """The mistake that explains all that is left if it remembers all that was asked before."""
        explaining = [
            suspect
            for suspect in suspects
            if all(self.line_up.fits_with_past(suspect.code, check) for check in (*left, PROBE))
        ]
        best = _first(explaining, self._rank)
        return dict.fromkeys(left, best.mistake) if best else {}

    def _match(self, suspect: Suspect) -> Match:
        return self.matches[suspect.mistake.name]

    def _fits(self, suspect: Suspect, check: str) -> bool:
        return self.line_up.fits(suspect.mistake.name, suspect.code, check)

    def _shares(self, suspect: Suspect, check: str) -> bool:
        return suspect.mistake.caught_by == check and self.line_up.shares(suspect.code, check)

    def _best_for(
        self, check: str, suspects: Sequence[Suspect], explains: Callable[[Suspect, str], bool]
    ) -> Suspect | None:
        """Of those that explain the check one that names it and explains others, too."""

        def rank(suspect: Suspect) -> tuple[object, ...]:
            others = sum(explains(suspect, other) for other in self.checks)
            caught = suspect.mistake.caught_by != check
            return self._match(suspect), caught, -others, *self._rank(suspect)

        return _first([s for s in suspects if explains(s, check)], rank)

    def _rank(self, suspect: Suspect) -> tuple[bool, bool, float]:
        """The lower, the likelier: last comes how the code reads, where the answers do not tell."""
        caught = suspect.mistake.caught_by not in self.checks
        inexact = not all(self.line_up.is_exact(suspect.code, check) for check in self.checks)
        return caught, inexact, -resemblance(self.code, suspect.mistake.source)


def _first(suspects: Sequence[Suspect], rank: Callable[[Suspect], Any]) -> Suspect | None:
    """The suspect of the lowest rank; mostly there is one at most, and nothing to rank."""
    return min(suspects, key=rank) if len(suspects) > 1 else next(iter(suspects), None)
