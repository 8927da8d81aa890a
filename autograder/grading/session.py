"""One submission's conversation with its box: run the plan, then ask scenarios.

A box that dies or falls silent is replaced, with no more than the definitions of the cell that did
it, so that one endless cell or one crashing layer does not sink what comes after it. What the box
says is checked here for form and believed nowhere.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from autograder.box.connection import BoxGone, BoxSilent, Misbehaved
from autograder.box.zygote import Box, Ending, Zygote
from autograder.checks.outcome import Died, NoAnswer, NoData, OutOfBudget, TookTooLong
from autograder.checks.scenario import Operation
from autograder.errors import GraderError
from autograder.grading import exceeded, replies
from autograder.grading.plan import Plan, Step
from autograder.limits import Limits
from autograder.verdict import CellProblem

GRACE = 1.0  # what the box gets beyond a limit that it enforces itself
MAX_BOXES = 12


@dataclass
class Session:
    """A plan at work in a box, or in a few boxes one after another. Close it after use.

    `output` is what the cells printed, `cut` whether that was more than is kept.
    """

    zygote: Zygote
    plan: Plan
    limits: Limits
    seed: int
    problems: dict[int, CellProblem] = field(default_factory=dict)
    output: str = ""
    cut: bool = False
    boxes: int = 0
    cpu: float = 0.0
    last_seed: int = 0  # the random seed of the scenario that was asked last
    _box: Box | None = None
    _questions: int = 0
    _curtailed: set[int] = field(default_factory=set)
    _skipped: set[int] = field(default_factory=set)
    _deadline: float = 0.0

    def run_cells(self) -> None:
        """Run the plan's cells; what went wrong with them is in `problems` afterwards."""
        self.give_time()
        self._open()
        self.output = self._box.output() if self._box else ""
        self.cut = self._box is not None and self._box.full()

    def give_time(self) -> None:
        """Start the clock of the submission's time limit, now."""
        self._deadline = time.monotonic() + self.limits.submission_seconds

    def transport(
        self, exercise: str, seed: int | None = None
    ) -> Callable[[list[Operation]], list[Any]]:
        """How scenarios of this exercise are answered; see checks.student.Transport.

        The box's random generators start anew for each: from `seed`, or else from a number that
        belongs to the submission and the question.
        """
        checkpoint = self.plan.asked_at[exercise]
        return lambda operations: self._ask(checkpoint, operations, seed)

    def close(self) -> None:
        """End the box."""
        if self._box is not None:
            self._bury()

    def together(
        self, exercise: str
    ) -> Callable[[Sequence[tuple[str, list[Operation]]]], list[list[Any] | NoAnswer]]:
        """How several scenarios are answered in one round trip; see checks.student.Together.

        Their random seeds are consecutive numbers, those that they would have one by one.
        """
        checkpoint = self.plan.asked_at[exercise]
        return lambda asked: self._ask_together(checkpoint, [operations for _, operations in asked])

    def _ask(
        self, checkpoint: str, operations: list[Operation], seed: int | None = None
    ) -> list[Any]:
        if self._box is None:
            self._open()
        if self._box is None and self._left() <= 0:
            raise OutOfBudget(self.limits.submission_seconds)
        if self._box is None:
            raise Died("its cells did not run to their end")
        self._questions += 1
        self.last_seed = self._seed() if seed is None else seed
        seconds = min(self.limits.scenario_seconds, self._left())
        if seconds <= 0:
            raise OutOfBudget(self.limits.submission_seconds)
        try:
            self._send(checkpoint, [operations], self.last_seed, seconds)
            reply = self._box.connection.receive(seconds + GRACE)
            return replies.answers(reply, self._questions, seconds, operations, self.plan)
        except BoxSilent:
            self.close()
            raise TookTooLong(self.limits.scenario_seconds) from None
        except BoxGone:
            raise Died(self._find_dead().reason) from None
        except Misbehaved as misbehaviour:
            self.close()
            raise NoData(str(misbehaviour)) from None

    def _ask_together(
        self, checkpoint: str, scenarios: list[list[Operation]]
    ) -> list[list[Any] | NoAnswer]:
        """What came until one gave no answer, or until the box was lost.

        Whose fault that was shows when those that remain are asked one by one, in a new box.
        """
        outcomes: list[list[Any] | NoAnswer] = []
        if self._box is None or self._left() <= 0:
            return outcomes
        seconds = min(self.limits.scenario_seconds, self._left())
        self._questions += 1
        try:
            self._send(checkpoint, scenarios, self._seed(), seconds)
            for operations in scenarios:
                reply = self._box.connection.receive(min(seconds, max(self._left(), 0)) + GRACE)
                number = self._questions + len(outcomes)
                outcomes.append(replies.answers(reply, number, seconds, operations, self.plan))
        except NoAnswer as silence:
            outcomes.append(silence)
        except BoxGone:
            self._find_dead()
            self.boxes -= 1  # it dies once more, and that counts
        except (BoxSilent, Misbehaved):
            self.close()
            self.boxes -= 1
        self._questions += len(outcomes) - 1
        self.last_seed = self._seed()
        return outcomes

    def _send(
        self, checkpoint: str, scenarios: list[list[Operation]], seed: int, seconds: float
    ) -> None:
        assert self._box is not None
        request = {
            "id": self._questions,
            "at": checkpoint,
            "seed": seed,
            "seconds": seconds,
            "scenarios": scenarios,
        }
        self._box.connection.send(request, seconds + GRACE)

    def _seed(self) -> int:
        """The random seed of the question that this is."""
        return (self.seed + self._questions) % 2**32

    def _left(self) -> float:
        return self._deadline - time.monotonic()

    def _open(self) -> None:
        """Open boxes until one has run all cells that can be run."""
        while self._box is None and self.boxes < MAX_BOXES and self._left() > 0:
            self.boxes += 1
            self._box = self.zygote.open_box()
            began: int | None = None
            try:
                self._box.connection.send(self._told(), GRACE)
                while (heard := self._hear()) is not None:
                    began = heard
            except BoxSilent:
                self.close()
                spent = self.limits.submission_seconds if self._left() <= 0 else None
                self._blame(began, "timeout", exceeded.time(self.limits, spent=spent))
            except BoxGone:
                self._blame(began, "killed", self._find_dead().reason)
            except Misbehaved as misbehaviour:
                self.close()
                self._blame(began, "killed", str(misbehaviour))

    def _told(self) -> dict[str, Any]:
        steps = [
            {"checkpoint": step.checkpoint}
            if step.checkpoint is not None
            else self._as_far_as_it_runs(step)
            for step in self.plan.steps
            if step.cell not in self._skipped
        ]
        return {
            "steps": steps,
            "cell_seconds": self.limits.cell_seconds,
            "cells_seconds": self.limits.cells_seconds,
            "output_bytes": self.limits.output_kib * 1024,
            "seed": self.seed % 2**32,
        }

    def _as_far_as_it_runs(self, step: Step) -> dict[str, Any]:
        cell = {"cell": step.cell, "source": step.source}
        return {**cell, "only_definitions": True} if step.cell in self._curtailed else cell

    def _hear(self) -> int | None:
        """The number of the cell that is running now; None when all have run."""
        assert self._box is not None
        # News that keeps coming gains no time: the submission's own limit bounds all of it.
        wait = min(self.limits.cell_seconds, self._left()) + GRACE
        frame = self._box.connection.receive(max(wait, 0.0))
        if isinstance(frame, dict):
            if frame.get("ready") is True:
                return None
            if type(began := frame.get("began")) is int:
                return began
            if type(ended := frame.get("ended")) is int:
                self._keep(ended, frame)
                return ended
        raise Misbehaved("a frame that is no news of a cell")

    def _keep(self, number: int, frame: dict[str, Any]) -> None:
        step = next((s for s in self.plan.steps if s.cell == number and s.source), None)
        if step is None:
            raise Misbehaved(f"news of cell {number}, which was not run")
        if number in self._curtailed:
            return  # what is the matter with it was told when it ran in an earlier box
        status = "timeout" if frame.get("status") == "timeout" else "error"
        if status == "timeout":
            self._curtailed.add(number)
        line = frame.get("line") if frame.get("cell") == number else None
        kind, message = replies.text(frame, "type"), replies.text(frame, "message")
        if status == "timeout":
            spent = self.limits.cells_seconds if frame.get("spent") is True else None
            message = exceeded.time(self.limits, spent=spent)
        self._problem(step, status, kind, exceeded.told(kind, message, self.limits), line)

    def _blame(self, number: int | None, status: str, reason: str) -> None:
        if number is None:  # no student code had run yet
            raise GraderError(f"The box was no good: before its first cell, {reason or 'silence'}.")
        step = next((s for s in self.plan.steps if s.cell == number and s.source), None)
        if step is None:  # it died before its first cell or after its last: nothing to leave out
            self.boxes = MAX_BOXES
            return
        if number in self._curtailed:  # and the definitions alone have done it again
            self._skipped.add(number)
            return
        self._curtailed.add(number)
        self._problem(step, status, "", reason, None)

    def _problem(self, step: Step, status: str, kind: str, message: str, line: Any) -> None:
        lines = step.source.split("\n")
        known = type(line) is int and 1 <= line <= len(lines)
        source = lines[line - 1].strip()[:200] if known else ""
        number = line if known else None
        self.problems[step.cell] = CellProblem(step.cell, status, kind, message, number, source)

    def _find_dead(self) -> Ending:
        """Collect a box that ended by itself; GraderError where somebody outside killed it."""
        ending = self._bury(gone=True)
        if ending.outside:
            raise GraderError(
                "The box was killed from outside (SIGKILL) and not by a limit. Grade it again; "
                "if it is killed again, its own code may be what kills it."
            )
        return ending

    def _bury(self, *, gone: bool = False) -> Ending:
        """End the box, or collect one that ended by itself; say how it ended."""
        assert self._box is not None
        box, self._box = self._box, None
        ending = box.close(gone=gone)
        self.cpu += ending.cpu
        return ending


def own_problems(session: Session) -> Sequence[CellProblem]:
    """The problems of cells that the student wrote, in order."""
    own = {step.cell for step in session.plan.steps if step.own}
    return [replace(p) for number, p in sorted(session.problems.items()) if number in own]
