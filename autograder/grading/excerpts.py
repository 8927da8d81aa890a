"""Finds a student's own code of an exercise, wherever in the notebook it was written."""

from __future__ import annotations

from collections.abc import Mapping

from autograder.diagnosis.excerpt import definitions, excerpt
from autograder.grading.names import defined_names, plain
from autograder.grading.plan import Plan
from autograder.grading.release import Release
from autograder.verdict import OwnCell

LONGEST_CELL = 8192  # characters; a longer cell is nobody's answer to one exercise


def own_parts(plan: Plan, release: Release, exercise: str) -> dict[int, str]:
    """What is the student's own code of the exercise, by the cells that it stands in.

    That is what its solution cells hold, or else whatever in other cells defines its names.
    """
    own = _own(plan)
    if numbers := plan.solved_in.get(exercise):
        return {number: own[number] for number in numbers}
    return _defining(own, release, exercise)


def own_code(parts: Mapping[int, str]) -> str:
    """That code, shortened; empty where nothing was written."""
    return excerpt("\n\n\n".join(parts.values()))


def own_cells(plan: Plan, parts: Mapping[int, str]) -> tuple[OwnCell, ...]:
    """The cells that hold that code, whole, as the student wrote them."""
    own = _own(plan)
    return tuple(OwnCell(n, own[n]) for n in parts if len(own[n]) <= LONGEST_CELL)


def _own(plan: Plan) -> dict[int, str]:
    return {step.cell: step.source for step in plan.steps if step.own and step.source}


def _defining(own: dict[int, str], release: Release, exercise: str) -> dict[int, str]:
    """What in the student's cells defines the exercise's names, by the number of the cell."""
    blanks = [c.source for c in release.cells if c.role == "solution" and c.exercise == exercise]
    names = {name for source in blanks for name in defined_names(source)}
    handed_out = {source.strip() for source in blanks}
    others = {n: source for n, source in own.items() if source.strip() not in handed_out}
    found = {number: definitions(plain(source), names) for number, source in others.items()}
    return {number: text for number, text in found.items() if text}
