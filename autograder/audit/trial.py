"""One answer of the bank put to the test: asked by its exercise's checks under many seeds.

It runs where a student's answer would: in the box, in the notebook, in place of its exercise's
solution, beside the reference solutions of the others.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from autograder.checks.battery import ask
from autograder.checks.scenario import Operation
from autograder.checks.student import Student, Transport
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
    it was not passed; `message` is what the catching check said the first time. `milliseconds` is
    what asking it all checks took on average, grader and box together, in `round_trips` at most.
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
    """Tries answers of one assignment, under the values in force. Close it after use."""

    def __init__(self, assignment: Assignment, isolation: str) -> None:
        self.grader = Grader.of(assignment, isolation)
        self._cells = [
            (cell.metadata["autograder"], cell.source)
            for cell in source_notebook(assignment).cells
            if cell.cell_type == "code"
        ]

    def try_answer(self, answer: Answer, count: int) -> Outcome:
        """Ask the answer under `count` seeds."""
        with self.session(answer) as session:
            started = time.perf_counter()
            counted = _Counted(session.transport(answer.exercise))
            runs = [self._ask(session, counted, answer, number) for number in range(count)]
            milliseconds = 1000 * (time.perf_counter() - started) / max(count, 1)
        return _outcome(answer, runs, milliseconds, counted.most)

    @contextlib.contextmanager
    def session(self, answer: Answer) -> Iterator[Session]:
        """A session with the answer in its place, its cells run."""
        limits = self.grader.assignment.limits
        session = Session(self.grader.warm(), self.plan(answer), limits, seed=0)
        try:
            session.run_cells()
            yield session
        finally:
            session.close()

    def _ask(
        self, session: Session, counted: _Counted, answer: Answer, number: int
    ) -> tuple[CheckResult, ...]:
        session.give_time()
        counted.start()
        student = Student(counted, conventions=self.grader.assignment.in_force)
        generator = seeds.generators(f"audit {number}", answer.exercise)
        return ask(self.grader.batteries[answer.exercise], student, generator)

    def plan(self, answer: Answer) -> Plan:
        """The reference's notebook with the answer in its exercise's place."""
        numbered = list(enumerate(self._cells, 1))
        places = tuple(number for number, (own, _) in numbered if _is_its_cell(own, answer))
        steps = [
            Step(number, answer.source if number in places else source, own=number in places)
            for number, (own, source) in numbered
            if own["role"] in ("given", "solution")
        ]
        asked_at = {answer.exercise: END}
        return Plan((*steps, Step(checkpoint=END)), asked_at, False, {answer.exercise: places})

    def close(self) -> None:
        """End the grader."""
        self.grader.close()


class _Counted:
    """A transport that counts the round trips, and keeps the most since any `start`."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport
        self._count = self.most = 0

    def start(self) -> None:
        self._count = 0

    def __call__(self, operations: list[Operation]) -> list[object]:
        self._count += 1
        self.most = max(self.most, self._count)
        return self._transport(operations)


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
