"""One answer put to one exercise's checks, with everything kept that an author may see."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from autograder.audit.trial import Trials
from autograder.checks.battery import ask
from autograder.checks.compare import Comparison, comparisons
from autograder.checks.student import Student
from autograder.course import Assignment
from autograder.diagnosis.bank import Answer, read_solution
from autograder.diagnosis.recording import Exchange, Recorder
from autograder.errors import AuthoringError
from autograder.grading import seeds
from autograder.verdict import CellProblem, CheckResult


@dataclass(frozen=True)
class Asked:
    """One check as it was asked: its verdict, its scenarios and all that it compared."""

    result: CheckResult
    exchanges: tuple[Exchange, ...]
    comparisons: tuple[Comparison, ...]
    milliseconds: float


@dataclass(frozen=True)
class Attempt:
    """What became of an answer: problems of its cell, and every check."""

    path: Path
    problems: tuple[CellProblem, ...]
    asked: tuple[Asked, ...]

    @property
    def score(self) -> float:
        """Points earned."""
        return sum(asked.result.points for asked in self.asked)

    @property
    def max_score(self) -> float:
        """Points that could be earned."""
        return sum(asked.result.max_points for asked in self.asked)


@dataclass(frozen=True)
class _Start:
    """When a check was begun, and how much had been compared before."""

    check: str
    compared: int
    at: float


class Attempts:
    """Tries answers to one exercise; what is slow to make is kept. Use as a context manager."""

    def __init__(self, assignment: Assignment, exercise: str, isolation: str) -> None:
        self.assignment, self.exercise = assignment, exercise
        self._isolation = isolation
        self._trials: Trials | None = None

    def attempt(self, path: Path, seed: int = 0) -> Attempt:
        """Ask the answer in this file all checks, on the numbers of this seed.

        Raises AuthoringError where the course or the file is wrong, and Broken, whose cause is the
        check's own error, where a check is.
        """
        answer = Answer(self.exercise, path.stem, _source(path), "", None, path)
        self._trials = self._trials or Trials(self.assignment, self._isolation)
        session = self._trials.session(answer)
        try:
            recorder = Recorder(session.transport(self.exercise), lambda: session.last_seed)
            student = Student(recorder, conventions=self.assignment.in_force)
            asked = self._ask(student, recorder, seed)
        finally:
            session.close()
        problems = tuple(problem for _, problem in sorted(session.problems.items()))
        return Attempt(path, problems, asked)

    def _ask(self, student: Student, recorder: Recorder, seed: int) -> tuple[Asked, ...]:
        assert self._trials is not None
        generator = recorder.following(seeds.generators(f"try {seed}", self.exercise))
        starts: list[_Start] = []
        with comparisons() as noted:

            def start(check: str) -> np.random.Generator:
                starts.append(_Start(check, len(noted), time.perf_counter()))
                return generator(check)

            results = ask(self._trials.grader.batteries[self.exercise], student, start)
        ends = [*starts[1:], _Start("", len(noted), time.perf_counter())]
        spans = {one.check: (one, end) for one, end in zip(starts, ends, strict=True)}
        return tuple(_asked(result, recorder, noted, spans.get(result.name)) for result in results)

    def read_again(self) -> None:
        """Read the course anew; the box stays warm."""
        for name in [n for n in sys.modules if n.split(".")[0] in ("reference", "assignments")]:
            spec = sys.modules.pop(name).__spec__
            if spec is not None and spec.cached:
                # Bytecode counts as new for a whole second, in which a file may be saved twice.
                Path(spec.cached).unlink(missing_ok=True)
        if self._trials is not None:
            self._trials.read_again()

    def close(self) -> None:
        """End the box."""
        if self._trials is not None:
            self._trials.close()
            self._trials = None

    def __enter__(self) -> Attempts:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _asked(
    result: CheckResult,
    recorder: Recorder,
    noted: Sequence[Comparison],
    span: tuple[_Start, _Start] | None,
) -> Asked:
    if span is None:  # it was skipped
        return Asked(result, (), (), 0.0)
    start, end = span
    exchanges = tuple(e for e in recorder.exchanges if e.check == result.name)
    compared = tuple(noted[start.compared : end.compared])
    return Asked(result, exchanges, compared, 1000 * (end.at - start.at))


def _source(path: Path) -> str:
    if path.suffix != ".py":
        raise AuthoringError(f"{path}: name a Python file with one answer, as in variants/.")
    return read_solution(path)
