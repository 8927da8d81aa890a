"""A submission as a notebook that nbgrader takes, whatever its file has been through.

It is the release with the student's code in it: given and test cells as they were handed out, ids
and metadata whole, each once. Nothing of the submission but code cells is in it. Which of its
cells stands for which is decided as in grading.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Mapping, Sequence
from typing import Any

from autograder.course import Assignment
from autograder.errors import AuthoringError, SubmissionError
from autograder.grading.notebook import Cell, read
from autograder.grading.plan import identify
from autograder.grading.release import Release, read_release

Notebook = dict[str, Any]


def released_notebook(assignment: Assignment) -> Notebook:
    """The notebook as it was handed out, as JSON values; sources are whole texts."""
    try:
        plain: Notebook = json.loads(assignment.released_notebook.read_text(encoding="utf-8"))
        for cell in plain["cells"]:
            cell["source"] = "".join(cell["source"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise AuthoringError(
            f"{assignment.released_notebook} cannot be read ({error}). Run "
            f"`autograder release {assignment.name}`."
        ) from error
    return plain


def normal_notebook(assignment: Assignment, name: str, data: bytes) -> Notebook:
    """What was handed in, as a whole notebook; the blank one where it holds no code to show."""
    notebook, release = released_notebook(assignment), read_release(assignment)
    try:
        cells = read(name, data).cells
    except SubmissionError:
        return notebook
    return {**notebook, "cells": list(_merged(notebook["cells"], cells, release))}


def _merged(
    released: Sequence[Mapping[str, Any]], own: Sequence[Cell], release: Release
) -> list[Any]:
    """The released cells with the student's answers, each followed by the student's own cells."""
    known = identify(own, release)
    answers: dict[str, list[str]] = {}
    extra: dict[str | None, list[Cell]] = {}
    last: str | None = None
    for cell in own:
        match = known.get(cell.number)
        if match is None:
            extra.setdefault(last, []).append(cell)
            continue
        last = match.id
        if match.role == "solution":
            answers.setdefault(match.id, []).append(cell.source)
    # What stands before the first known cell, or in a file that has none, comes last.
    merged = []
    for each in released:
        merged.append(_answered(each, answers.get(each["id"])))
        merged += [_own_cell(cell) for cell in extra.get(each["id"], ()) if cell.source.strip()]
    return merged + [_own_cell(cell) for cell in extra.get(None, ()) if cell.source.strip()]


def _answered(released: Mapping[str, Any], sources: list[str] | None) -> Any:
    cell = copy.deepcopy(dict(released))
    if sources:
        cell["source"] = "\n\n".join(sources)
    return cell


def _own_cell(cell: Cell) -> dict[str, Any]:
    return {
        "cell_type": "code",
        "execution_count": None,
        "id": f"own-{cell.number}",
        "metadata": {},
        "outputs": [],
        "source": cell.source,
    }
