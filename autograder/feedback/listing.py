"""A student's own cells with the lines marked at which checks went wrong."""

from __future__ import annotations

from dataclasses import dataclass

from autograder.verdict import ExerciseResult

LONGEST = 120  # lines of a cell that are shown


@dataclass(frozen=True)
class Line:
    """A line of a cell, its number from 1, and whether a check raised there."""

    number: int
    text: str
    at_fault: bool


@dataclass(frozen=True)
class Listing:
    """A cell by its number in the notebook, as its student wrote it."""

    cell: int
    lines: tuple[Line, ...]
    left_out: int = 0

    @property
    def at_fault(self) -> bool:
        """Whether a line of it is marked."""
        return any(line.at_fault for line in self.lines)


def listings(exercise: ExerciseResult) -> tuple[Listing, ...]:
    """The exercise's cells, in the notebook's order."""
    faults = {(check.place.cell, check.place.line) for check in exercise.checks if check.place}
    found = []
    for own in sorted(exercise.cells, key=lambda own: own.cell):
        texts = own.source.rstrip().split("\n")
        lines = (Line(n, text, (own.cell, n) in faults) for n, text in enumerate(texts, 1))
        left_out = max(len(texts) - LONGEST, 0)
        found.append(Listing(own.cell, tuple(lines)[:LONGEST], left_out))
    return tuple(found)
