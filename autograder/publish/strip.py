"""From the source notebook to the one that students get, by nbgrader's own preprocessors.

The order is the list below. nbgrader's SaveCells is left out: a release needs no gradebook, and
the same cells are saved when one is filled. Its hidden tests and mark schemes are not removed but
refused by the composer, since nothing hidden belongs in a notebook.
"""

from __future__ import annotations

import ast
import copy
from typing import TYPE_CHECKING

from nbformat.notebooknode import NotebookNode

from autograder.errors import AuthoringError
from autograder.publish.quiet import quiet_log

if TYPE_CHECKING:
    from nbgrader.preprocessors import NbGraderPreprocessor


def strip(source: NotebookNode) -> NotebookNode:
    """The release notebook: solutions out, stubs in, public cells locked, checksums set.

    The source stays as it is. AuthoringError where nbgrader refuses the notebook, or where a
    solution cell no longer parses once its marked lines are gone.
    """
    notebook = copy.deepcopy(source)
    resources: dict[str, object] = {}
    for preprocessor in _preprocessors():
        try:
            notebook, resources = preprocessor(notebook, resources)
        except Exception as error:
            name = type(preprocessor).__name__
            raise AuthoringError(f"nbgrader's {name} refuses the notebook: {error}") from error
    for cell in notebook.cells:
        if cell.metadata.get("nbgrader", {}).get("solution"):
            _check_stub(cell)
    return notebook


def _preprocessors() -> list[NbGraderPreprocessor]:
    from nbgrader import preprocessors as stage  # takes two seconds, so only where it is used

    order = [
        stage.LockCells,  # given, test and picture cells read-only, no cell deletable
        stage.ClearSolutions,  # what stands between the marks becomes a stub that raises
        stage.ClearOutput,  # pictures of the reference would show what is asked for
        stage.CheckCellMetadata,  # before checksums: they take ids and points as they are
        stage.ComputeChecksums,  # last to touch a cell: the sums are over the released text
    ]
    return [kind(log=quiet_log(__name__)) for kind in order]


def _check_stub(cell: NotebookNode) -> None:
    try:
        ast.parse(cell.source)
    except SyntaxError as error:
        raise AuthoringError(
            f"cell {cell.id!r}, line {error.lineno}: without its solution the cell does not parse "
            f"({error.msg}). Indent the marks as deep as the lines between them."
        ) from error
