"""One answer of the bank put to the test: asked by its exercise's checks under many seeds.

It runs where a student's answer would: in the box, in the notebook, in place of its exercise's
solution, beside the reference solutions of the others.
"""

from __future__ import annotations

import itertools
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from autograder.checks.battery import ask
from autograder.checks.outcome import NoAnswer
from autograder.checks.scenario import Operation
from autograder.checks.student import Student, Together, Transport
from autograder.course import Assignment
from autograder.diagnosis.bank import Answer
from autograder.grading import seeds
from autograder.grading.grader import Grader
from autograder.grading.plan import END, Plan, Step
from autograder.grading.session import Session
from autograder.publish.build import build, source_notebook
from autograder.publish.write import write_release
from autograder.verdict import CheckResult, CheckStatus


@dataclass(frozen=True)
class Outcome:
    """What became of an answer under every seed.

    `points` are those that it got at least, `best` those at most; `missed` counts the seeds under
    which a mistake's own check did not catch it; `lost` holds for each check the seeds under which
    it was not passed; `message` is what the catching check said the first time. `milliseconds` is
    what asking it everything took under the quickest seed, grader and box together (other work on
    the machine slows the others down), and `round_trips` how often at most the two spoke.
    """

    answer: Answer
    seeds: int
    points: float
    best: float
    max_points: float
    missed: int
    lost: dict[str, int]
    message: str
    milliseconds: float
    round_trips: int = 0

    @property
    def is_good(self) -> bool:
        """Whether a mistake was caught every time, or a variant never lost a point."""
        return not self.lost if self.answer.is_right else not self.missed


class Trials:
    """Tries answers of one assignment, under the values in force. Close it after use.

    Where the assignment has not been released yet, a release is built for as long as this lives.
    """

    def __init__(self, assignment: Assignment, isolation: str) -> None:
        self._unreleased = _built_aside(assignment)
        folder = Path(self._unreleased.name, assignment.name) if self._unreleased else None
        self._grader = Grader.of(assignment, isolation, folder)
        self._cells = _code_cells(assignment)

    def read_again(self) -> None:
        """Read the course anew, as it stands on disk now; the box stays warm."""
        self._grader = self._grader.read_again()
        self._cells = _code_cells(self._grader.assignment)

    @property
    def grader(self) -> Grader:
        """The grader that asks."""
        return self._grader

    def session(self, answer: Answer) -> Session:
        """A session in which the notebook's cells have run with this answer. Close it after use."""
        limits = self._grader.assignment.limits
        plan = self._plan(answer)
        session = Session(self._grader.warm_for(plan), plan, limits, seed=0)
        try:
            session.run_cells()
        except BaseException:
            session.close()
            raise
        return session

    def try_answer(self, answer: Answer, count: int) -> Outcome:
        """Ask the answer under `count` seeds."""
        session = self.session(answer)
        counted, clock = _Counted(session.transport(answer.exercise)), [time.perf_counter()]
        runs = []
        try:
            for number in range(count):
                runs.append(self._ask(session, counted, answer, number))
                clock.append(time.perf_counter())
        finally:
            session.close()
        quickest = min(after - before for before, after in itertools.pairwise(clock))
        return _outcome(answer, runs, 1000 * quickest, counted.most)

    def _ask(
        self, session: Session, counted: _Counted, answer: Answer, number: int
    ) -> tuple[CheckResult, ...]:
        session.give_time()
        counted.start()
        student = Student(
            counted,
            conventions=self._grader.assignment.in_force,
            together=counted.through(session.together(answer.exercise)),
        )
        generator = seeds.generators(f"audit {number}", answer.exercise)
        return ask(self._grader.batteries[answer.exercise], student, generator)

    def _plan(self, answer: Answer) -> Plan:
        numbered = list(enumerate(self._cells, 1))
        places = tuple(number for number, (own, _) in numbered if _is_its_cell(own, answer))
        steps = [
            Step(number, answer.source if number in places else source, own=number in places)
            for number, (own, source) in numbered
            if own["role"] in ("given", "solution")
        ]
        asked_at, solved_in = {answer.exercise: END}, {answer.exercise: places}
        return Plan((*steps, Step(checkpoint=END)), asked_at, foreign=False, solved_in=solved_in)

    def close(self) -> None:
        """End the grader."""
        self._grader.close()
        if self._unreleased:
            self._unreleased.cleanup()


class _Counted:
    """A transport that counts its round trips; `most` is the largest count since any start."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport
        self._count = self.most = 0

    def start(self) -> None:
        """Count from zero."""
        self._count = 0

    def __call__(self, operations: list[Operation]) -> list[Any]:
        """Answer a scenario, as a Transport does."""
        self._add()
        return self._transport(operations)

    def through(self, together: Together) -> Together:
        """Several scenarios in one round trip are one."""

        def ask(asked: Sequence[tuple[str, list[Operation]]]) -> list[list[Any] | NoAnswer]:
            self._add()
            return together(asked)

        return ask

    def _add(self) -> None:
        self._count += 1
        self.most = max(self.most, self._count)


def _built_aside(assignment: Assignment) -> TemporaryDirectory[str] | None:
    """A folder with the release as it would be, where there is none: trying comes before it."""
    if assignment.released_notebook.exists():
        return None
    aside = TemporaryDirectory(prefix="release-")
    try:
        write_release(build(assignment), Path(aside.name, assignment.name))
    except BaseException:
        aside.cleanup()
        raise
    return aside


def _code_cells(assignment: Assignment) -> list[tuple[dict[str, str], str]]:
    """Every code cell of the notebook with its solutions: what it is for, and its code."""
    return [
        (cell.metadata["autograder"], cell.source)
        for cell in source_notebook(assignment).cells
        if cell.cell_type == "code"
    ]


def _is_its_cell(own: dict[str, str], answer: Answer) -> bool:
    return own["role"] == "solution" and own.get("exercise") == answer.exercise


def _outcome(
    answer: Answer, runs: Sequence[tuple[CheckResult, ...]], milliseconds: float, round_trips: int
) -> Outcome:
    lost: dict[str, int] = {}
    missed, message = 0, ""
    for results in runs:
        failed = [result for result in results if result.status is not CheckStatus.PASSED]
        for result in failed:
            lost[result.name] = lost.get(result.name, 0) + 1
        catches = [r for r in failed if r.name == answer.caught_by]
        caught = any(result.status is not CheckStatus.SKIPPED for result in catches)
        missed += answer.caught_by is not None and not caught
        message = message or next((r.message for r in catches or failed), "")
    return Outcome(
        answer,
        len(runs),
        min(totals := [sum(result.points for result in results) for results in runs]),
        max(totals),
        sum(result.max_points for result in runs[0]),
        missed,
        lost,
        message,
        milliseconds,
        round_trips,
    )
