"""One answer of the bank put to the test: asked by its exercise's checks under many seeds.

It runs where a student's answer would: in the box, in the notebook, in place of its exercise's
solution, beside the reference solutions of the others.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace

from autograder.checks.battery import ask
from autograder.checks.student import Student
from autograder.course import Assignment
from autograder.diagnosis.bank import Answer
from autograder.grading import seeds
from autograder.grading.grader import Grader
from autograder.grading.plan import END, Plan, Step
from autograder.grading.session import Session
from autograder.publish.build import source_notebook
from autograder.verdict import CheckResult, CheckStatus


@dataclass(frozen=True)
class Outcome:
    """What became of an answer under every seed.

    `points` are those that it got at least, `best` those at most; `missed` counts the seeds under
    which a mistake's own check did not catch it; `lost` holds for each check the seeds under which
    it was not passed; `message` is what the catching check said the first time.
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

    @property
    def is_good(self) -> bool:
        """Whether a mistake was caught every time, or a variant never lost a point."""
        return not self.lost if self.answer.is_right else not self.missed


class Trials:
    """Tries answers of one assignment, under the values in force. Close it after use."""

    def __init__(self, assignment: Assignment, isolation: str) -> None:
        self._grader = Grader.of(assignment, isolation)
        self._cells = _code_cells(assignment)

    def read_again(self) -> None:
        """Read the course anew, as it stands on disk now; the box stays warm."""
        assignment, zygote = self._grader.assignment, self._grader._zygote
        self._grader = replace(Grader.of(assignment, self._grader.isolation), _zygote=zygote)
        self._cells = _code_cells(assignment)

    @property
    def grader(self) -> Grader:
        """The grader that asks."""
        return self._grader

    def session(self, answer: Answer) -> Session:
        """A session in which the notebook's cells have run with this answer. Close it after use."""
        limits = self._grader.assignment.limits
        session = Session(self._grader.warm(), self._plan(answer), limits, seed=0)
        try:
            session.run_cells()
        except BaseException:
            session.close()
            raise
        return session

    def try_answer(self, answer: Answer, count: int) -> Outcome:
        """Ask the answer under `count` seeds."""
        started = time.perf_counter()
        session = self.session(answer)
        try:
            runs = [self._ask(session, answer, number) for number in range(count)]
        finally:
            session.close()
        milliseconds = 1000 * (time.perf_counter() - started) / max(count, 1)
        return _outcome(answer, runs, milliseconds)

    def _ask(self, session: Session, answer: Answer, number: int) -> tuple[CheckResult, ...]:
        session.give_time()
        student = Student(
            session.transport(answer.exercise),
            conventions=self._grader.assignment.in_force,
            together=session.together(answer.exercise),
        )
        generator = seeds.generators(f"audit {number}", answer.exercise)
        return ask(self._grader.batteries[answer.exercise], student, generator)

    def _plan(self, answer: Answer) -> Plan:
        steps = [
            Step(number, answer.source if _is_its_cell(own, answer) else source)
            for number, (own, source) in enumerate(self._cells, 1)
            if own["role"] in ("given", "solution")
        ]
        return Plan((*steps, Step(checkpoint=END)), {answer.exercise: END}, foreign=False)

    def close(self) -> None:
        """End the grader."""
        self._grader.close()


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
    answer: Answer, runs: Sequence[tuple[CheckResult, ...]], milliseconds: float
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
    )
