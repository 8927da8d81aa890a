"""What must hold between the cells of a notebook and the exercises of its assignment.

Each rule raises an AuthoringError with file and line at the first cell that breaks it.
"""

from __future__ import annotations

from collections.abc import Callable

from autograder.conventions import refuse_unknown
from autograder.course import Assignment
from autograder.errors import AuthoringError
from autograder.publish.cells import Cell, Role


def check(cells: tuple[Cell, ...], assignment: Assignment) -> None:
    """Hold every rule against the cells, in the order in which the rules rest on each other."""
    for rule in _RULES:
        rule(cells, assignment)


def in_force(cells: tuple[Cell, ...], assignment: Assignment) -> tuple[Cell, ...]:
    """The cells that stand in the notebook under the values in force."""
    values = assignment.in_force
    for cell in cells:
        if cell.convention:
            refuse_unknown(cell.convention, assignment.conventions, where(cell, assignment))
    return tuple(c for c in cells if c.convention is None or c.convention.holds(values))


def where(cell: Cell, assignment: Assignment) -> str:
    """File and line of a cell, for messages."""
    return f"{assignment.notebook}:{cell.line}"


def _ids_are_unique(cells: tuple[Cell, ...], assignment: Assignment) -> None:
    seen: dict[str, int] = {}
    for cell in cells:
        if cell.id in seen:
            raise AuthoringError(
                f"{where(cell, assignment)}: the id {cell.id!r} is taken by the cell in line "
                f"{seen[cell.id]}. Submissions are read by these ids; choose another."
            )
        seen[cell.id] = cell.line


def _exercises_exist(cells: tuple[Cell, ...], assignment: Assignment) -> None:
    for cell in cells:
        if cell.exercise and cell.exercise not in assignment.exercises:
            raise AuthoringError(
                f"{where(cell, assignment)}: there is no exercise {cell.exercise!r}: "
                f"{assignment.reference / cell.exercise / 'checks.py'} does not exist."
            )


def _exercises_are_complete(cells: tuple[Cell, ...], assignment: Assignment) -> None:
    """One solution cell and then one test cell for each exercise: both are found by the name."""
    for exercise in assignment.exercises:
        solution = _only(Role.SOLUTION, exercise, cells, assignment)
        test = _only(Role.TEST, exercise, cells, assignment)
        if test.line < solution.line:
            raise AuthoringError(
                f"{where(test, assignment)}: the test of {exercise!r} stands above its solution "
                "cell, where no answer can pass it."
            )


def _only(role: Role, exercise: str, cells: tuple[Cell, ...], assignment: Assignment) -> Cell:
    found = [cell for cell in cells if cell.role is role and cell.exercise == exercise]
    if not found:
        raise AuthoringError(
            f"{assignment.notebook}: exercise {exercise!r} of {assignment.reference} has no {role} "
            f'cell. Add one: # %% id="…" role="{role}" exercise="{exercise}".'
        )
    if len(found) > 1:
        raise AuthoringError(
            f"{where(found[1], assignment)}: a second {role} cell of {exercise!r}; the first "
            f"stands in line {found[0].line}. Make them one."
        )
    return found[0]


_Rule = Callable[[tuple[Cell, ...], Assignment], None]
# Names before what hangs on them: completeness is only worth saying of exercises that exist.
_RULES: tuple[_Rule, ...] = (_ids_are_unique, _exercises_exist, _exercises_are_complete)
