"""What is wrong with an exercise's answers: a known mistake, else a small counterexample.

Takes the results of the checks and hands them back with better words. Scores, statuses and their
order stay what they are, and only an exercise that lost points is looked at.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from autograder.checks.battery import Check
from autograder.checks.compare import says_little
from autograder.checks.ladder import in_words
from autograder.checks.probe import Probe, answered
from autograder.checks.student import Student
from autograder.course import Assignment
from autograder.diagnosis import behaviour
from autograder.diagnosis.bank import Answer, holding, read_bank, read_solution
from autograder.diagnosis.recognise import Asked, Recogniser
from autograder.diagnosis.recording import PROBE
from autograder.diagnosis.stage import Cell, Stage
from autograder.verdict import CheckResult, CheckStatus, ExerciseResult


class Examiner:
    """Examines wrong answers to the exercises of one assignment.

    The bank is read, compiled and set up when an exercise first needs it, and kept.
    """

    def __init__(self, assignment: Assignment, cells: Sequence[Cell], folder: Path) -> None:
        self._assignment, self._cells, self._folder = assignment, cells, folder
        self._solutions: dict[str, str] = {}
        self._stage: Stage | None = None
        self._recognisers: dict[str, Recogniser] = {}

    def examine(self, asked: Asked, checks: Sequence[Check], probe: Probe | None) -> ExerciseResult:
        """The exercise's result, with what could be found out about a wrong answer."""
        if all(result.status is CheckStatus.PASSED for result in asked.results) or not asked.code:
            return ExerciseResult(asked.exercise, asked.results)
        # The probe first: its answers help to tell mistakes apart.
        digest = _behaviour(asked, probe)
        results = self._with_mistakes(asked, probe)
        if not asked.recorder.lost:
            results = _with_counterexamples(results, checks, asked.student)
        return ExerciseResult(asked.exercise, results, digest, asked.code)

    def _with_mistakes(self, asked: Asked, probe: Probe | None) -> tuple[CheckResult, ...]:
        if not asked.checks(CheckStatus.FAILED):
            return asked.results
        return _told(asked.results, self.recogniser(asked.exercise, probe).recognise(asked))

    def recogniser(self, exercise: str, probe: Probe | None) -> Recogniser:
        """The exercise's known mistakes, ready to be compared with."""
        if self._stage is None:
            self._solutions = {
                name: read_solution(self._assignment.solution(name))
                for name in self._assignment.exercises
            }
            watched = self._assignment.watch
            self._stage = Stage(self._cells, self._solutions, self._folder.resolve(), watched)
        if exercise not in self._recognisers:
            bank = holding(read_bank(self._assignment, exercise), self._assignment)
            mistakes = [answer for answer in bank if not answer.is_right]
            solution = self._solutions[exercise]
            self._recognisers[exercise] = Recogniser(
                self._stage, exercise, mistakes, solution, probe
            )
        return self._recognisers[exercise]


def _told(results: Iterable[CheckResult], found: Mapping[str, Answer]) -> tuple[CheckResult, ...]:
    """The results with the mistakes' words; a mistake met again is named by where it was met."""
    told: dict[str, str] = {}
    renewed = []
    for result in results:
        if mistake := found.get(result.name):
            words = " ".join(mistake.words.split())
            if mistake.name in told:
                words = f"The cause is the same as of “{told[mistake.name]}”."
            told.setdefault(mistake.name, result.title)
            message = f"{result.message} {words}"
            result = replace(result, message=message, mistake=mistake.name)
        renewed.append(result)
    return tuple(renewed)


def _with_counterexamples(
    results: Iterable[CheckResult], checks: Sequence[Check], student: Student
) -> tuple[CheckResult, ...]:
    """The results with an example wherever a check failed and could not say how."""
    by_name = {check.name: check for check in checks}
    return tuple(_with_counterexample(r, by_name[r.name], student) for r in results)


def _with_counterexample(result: CheckResult, check: Check, student: Student) -> CheckResult:
    failed = result.status is CheckStatus.FAILED and result.mistake is None
    if not failed or check.smallest is None or not says_little(result.message):
        return result
    example = check.smallest(student)
    if example is None:
        return result
    return replace(result, message=f"{result.message}\n{in_words(example)}", example=example)


def _behaviour(asked: Asked, probe: Probe | None) -> str:
    if probe is None or asked.recorder.lost:
        return behaviour.of_results(asked.results)
    asked.recorder.turn_to(PROBE)
    return behaviour.of_answers(answered(lambda: probe(asked.student)))
