"""Finds a student's own code of an exercise, wherever in the notebook it was written."""

from __future__ import annotations

from autograder.diagnosis.excerpt import definitions, excerpt
from autograder.grading.names import defined_names, plain
from autograder.grading.plan import Plan
from autograder.grading.release import Release
from autograder.verdict import OwnCell

LONGEST_CELL = 8192  # characters; a longer cell is nobody's answer to one exercise


def own_code(plan: Plan, release: Release, exercise: str) -> str:
    """The student's code of the exercise, shortened; empty where nothing was written.

    That is what its solution cells hold, or else whatever in other cells defines its names.
    """
    return excerpt("\n\n\n".join(_own_parts(plan, release, exercise)))


def own_cells(plan: Plan, release: Release, exercise: str) -> tuple[OwnCell, ...]:
    """The cells that hold that code, as the student wrote them."""
    own = {step.cell: step.source for step in plan.steps if step.own and step.source}
    numbers = plan.solved_in.get(exercise) or tuple(_defining(own, release, exercise))
    short = (n for n in numbers if len(own[n]) <= LONGEST_CELL)
    return tuple(OwnCell(number, own[number]) for number in short)


def _own_parts(plan: Plan, release: Release, exercise: str) -> list[str]:
    own = {step.cell: step.source for step in plan.steps if step.own and step.source}
    if numbers := plan.solved_in.get(exercise):
        return [own[number] for number in numbers]
    return list(_defining(own, release, exercise).values())


def _defining(own: dict[int, str], release: Release, exercise: str) -> dict[int, str]:
    """What in the student's cells defines the exercise's names, by the number of the cell."""
    blanks = [c.source for c in release.cells if c.role == "solution" and c.exercise == exercise]
    names = {name for source in blanks for name in defined_names(source)}
    handed_out = {source.strip() for source in blanks}
    others = {n: source for n, source in own.items() if source.strip() not in handed_out}
    found = {number: definitions(plain(source), names) for number, source in others.items()}
    return {number: text for number, text in found.items() if text}
