"""An nbgrader source notebook as a sequence of parts: prose, given code, solutions, tests.

Reads nbgrader's cell metadata and its marks, and nothing else of a notebook.
"""

from __future__ import annotations

import re
from base64 import b64decode
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from autograder.errors import AuthoringError

_UNFIT = re.compile(r"[^a-zA-Z0-9_-]+")


class Kind(StrEnum):
    """What a cell is, by nbgrader's metadata."""

    PROSE = "prose"
    GIVEN = "given"
    SOLUTION = "solution"
    TEST = "test"
    BY_HAND = "by hand"


@dataclass(frozen=True)
class Part:
    """One cell. `points` are those of a test, or of an answer that a person grades.

    `is_code` tells code from text, whatever the cell is for; `is_answer` says whether what stands
    in it is an answer and not a question, `is_named` whether its author gave it the id; `attached`
    holds the pictures in it.
    """

    id: str
    kind: Kind
    source: str
    points: float = 0.0
    is_code: bool = True
    is_answer: bool = False
    is_named: bool = True
    attached: Mapping[str, bytes] = field(default_factory=dict)


def read_parts(path: Path) -> list[Part]:
    """The notebook's cells; AuthoringError where it is none, or nothing in it is nbgrader's."""
    import nbformat

    try:
        notebook: Any = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
    except Exception as error:  # nbformat raises whatever its parsers raise
        raise AuthoringError(f"{path} cannot be read as a notebook: {error}") from error
    parts = list(_parts(notebook.cells))
    if not any(part.kind is Kind.SOLUTION for part in parts):
        raise AuthoringError(
            f"{path} has no solution cell of nbgrader's. Name the *source* notebook, in which "
            "cells are marked as solutions and tests, not a released or an ordinary one."
        )
    return parts


def _parts(cells: list[Any]) -> Iterator[Part]:
    seen: set[str] = set()
    for number, cell in enumerate(cells, 1):
        if cell.cell_type not in ("code", "markdown") or not cell.source.strip():
            continue
        own = cell.metadata.get("nbgrader", {})
        given = own.get("grade_id")
        wanted = given or f"{cell.cell_type}-{number}"
        name = _UNFIT.sub("-", str(wanted)).strip("-")[:60] or f"cell-{number}"
        unique = name if name not in seen else f"{name[:55]}-{number}"
        seen.add(unique)
        yield Part(
            unique,
            _kind(cell),
            cell.source,
            _points(own),
            is_code=cell.cell_type == "code",
            is_answer=bool(own.get("solution")),
            is_named=bool(given),
            attached=_attached(cell),
        )


def _kind(cell: Any) -> Kind:
    own = cell.metadata.get("nbgrader", {})
    if own.get("task") or (own.get("grade") and own.get("solution")):
        return Kind.BY_HAND
    if cell.cell_type == "markdown":
        return Kind.PROSE
    if own.get("solution"):
        return Kind.SOLUTION
    return Kind.TEST if own.get("grade") else Kind.GIVEN


def _points(own: Any) -> float:
    try:  # older versions of nbgrader wrote them as texts
        points = float(own.get("points", 0.0))
    except (TypeError, ValueError):
        return 0.0
    return points if 0.0 <= points < float("inf") else 0.0


def _attached(cell: Any) -> dict[str, bytes]:
    """Pictures that were dragged into a text cell: notebooks of ours hold none."""
    return {
        name: b64decode(data)
        for name, kinds in cell.get("attachments", {}).items()
        for data in list(kinds.values())[:1]
    }
