"""From the author's text to nbgrader's source notebook.

The source notebook holds the solutions: with them it is the reference notebook, which must run;
without them (`strip`) it is what students get. Nothing is written to disk.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import nbformat
from nbformat.notebooknode import NotebookNode

from autograder.course import Assignment
from autograder.errors import AuthoringError
from autograder.publish.cells import Cell, Role, read_cells
from autograder.publish.inline import (
    body_of,
    file_of,
    imported_module,
    imports_the_course,
    missing_names,
)
from autograder.publish.markers import marks_in, solution_lines
from autograder.publish.rules import check, in_force, where

# nbformat's constructors carry no types.
_new: Any = nbformat.v4


def compose(assignment: Assignment, points: Mapping[str, float]) -> NotebookNode:
    """The source notebook of an assignment, the same bytes for the same files.

    `points` gives the total of each exercise, which its test cell carries. Cells keep the ids
    that the author gave them. Whatever is wrong with the course is an AuthoringError.
    """
    cells = in_force(read_cells(assignment.notebook), assignment)
    check(cells, assignment)
    notebook: NotebookNode = _new.new_notebook(
        cells=[_built(cell, assignment, points) for cell in cells],
        metadata={
            "autograder": {"assignment": assignment.name, "version": assignment.version},
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
        },
    )
    nbformat.validate(notebook)
    return notebook


def _built(cell: Cell, assignment: Assignment, points: Mapping[str, float]) -> NotebookNode:
    source = _pointed(_source(cell, assignment), cell, points)
    metadata: dict[str, Any] = {"autograder": {"role": str(cell.role)}}
    if cell.exercise:
        metadata["autograder"]["exercise"] = cell.exercise
    if cell.tags:
        metadata["tags"] = list(cell.tags)
    if cell.role is Role.PROSE:
        new = _new.new_markdown_cell
    else:
        new = _new.new_code_cell
        metadata["nbgrader"] = _nbgrader(cell, assignment, points)
    built: NotebookNode = new(source, id=cell.id, metadata=metadata)
    return built


def _pointed(source: str, cell: Cell, points: Mapping[str, float]) -> str:
    """A test with its exercise's points above it, where a student sees them; others as they are."""
    total = points.get(cell.exercise or "")
    if cell.role is not Role.TEST or not total or source.startswith("%%"):
        return source
    return f"# {cell.exercise}: {total:g} points\n{source}"


def _nbgrader(cell: Cell, assignment: Assignment, points: Mapping[str, float]) -> dict[str, Any]:
    """Cell metadata of nbgrader's schema 3, which allows no further key."""
    fields = {
        "schema_version": 3,
        "grade_id": cell.id,
        "grade": cell.role is Role.TEST,
        "solution": cell.role is Role.SOLUTION,
        "locked": cell.role is not Role.SOLUTION,
        "task": False,
    }
    if cell.role is Role.TEST:
        total = points.get(cell.exercise or "")
        if total is None:
            raise AuthoringError(
                f"{where(cell, assignment)}: exercise {cell.exercise!r} has no points; its "
                "checks.py gives them."
            )
        fields["points"] = float(total)
    return fields


def _source(cell: Cell, assignment: Assignment) -> str:
    """The cell's text as it stands in the notebook, files inlined."""
    here = where(cell, assignment)
    if cell.role is Role.SOLUTION:
        source = _solution(cell, assignment)
    else:
        source = _public(cell, assignment)
        if marks_in(source):
            raise AuthoringError(
                f"{here}: a mark in a {cell.role} cell. Solutions stand in solution cells; hidden "
                "tests stand in the exercise's checks.py, never in a notebook."
            )
    if imports_the_course(source):
        raise AuthoringError(
            f"{here}: this {cell.role} cell imports from the course's own folders, which students "
            "do not have. Inline a given file by a cell that is nothing but one "
            "'from assignments.<lab>.<file> import Name', or ship the file."
        )
    return source


def _public(cell: Cell, assignment: Assignment) -> str:
    module = imported_module(cell.source) if cell.role is Role.GIVEN else None
    if module and module.startswith("assignments."):
        return body_of(file_of(module, assignment.root), where(cell, assignment))
    return cell.source


def _solution(cell: Cell, assignment: Assignment) -> str:
    expected = f"reference.{assignment.name}.{cell.exercise}.solution"
    if imported_module(cell.source) != expected:
        raise AuthoringError(
            f"{where(cell, assignment)}: a solution cell is nothing but one "
            f"'from {expected} import Name, …', without 'as'. (The composer puts the solution of "
            "the conventions in force in its place.)"
        )
    path = assignment.solution(str(cell.exercise))
    source = body_of(path, where(cell, assignment))
    if missing := missing_names(cell.source, path):
        raise AuthoringError(
            f"{where(cell, assignment)}: imports {', '.join(missing)}, which {path} does not "
            "define. Name it alike in both."
        )
    solution_lines(path.read_text(encoding="utf-8"), path)
    return source
