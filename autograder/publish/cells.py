"""Cells of `notebook.py` as its author wrote them, each with its line in the file.

Reads one percent-format text and refuses, with file and line, a cell that does not say what it
is. Looks at no other file; how cells belong together is the composer's to judge.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

import jupytext

from autograder.conventions import Condition, read_condition
from autograder.errors import AuthoringError


class Role(StrEnum):
    """What a cell is for. Prose is every markdown cell; the others are code."""

    PROSE = "prose"
    GIVEN = "given"
    SOLUTION = "solution"
    TEST = "test"
    PICTURE = "picture"


@dataclass(frozen=True)
class Cell:
    """One cell. `line` is where it begins in the author's file; `exercise` is None for none.

    With a `convention` it stands in the notebook only where one of those values is in force.
    """

    id: str
    role: Role
    source: str
    line: int
    exercise: str | None = None
    tags: tuple[str, ...] = ()
    convention: Condition | None = None


_CODE_ROLES = tuple(role for role in Role if role is not Role.PROSE)
_KEYS = {"id", "role", "exercise", "tags", "convention"}
# How the text was laid out, which jupytext notes and a notebook has no use for.
_LAYOUT = {"cell_marker", "lines_to_next_cell", "lines_to_end_of_cell_marker"}
# What both a notebook's format and nbgrader accept as a cell's id.
_ID = re.compile(r"[a-zA-Z0-9_-]{1,64}")
_MARKER = re.compile(r"^# %%.*$", re.MULTILINE)


def read_cells(path: Path) -> tuple[Cell, ...]:
    """All cells of a percent-format file, in order; AuthoringError with file and line."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise AuthoringError(f"{path} cannot be read: {error}") from error
    cells: list[Cell] = []
    prose = 0
    for plain, line in zip(_parse(text), _lines(text), strict=True):
        prose += plain.cell_type == "markdown"
        cells.append(_cell(plain, f"{path}:{line}", line, f"prose-{prose}"))
    return tuple(cells)


def _parse(text: str) -> list[Any]:
    return list(jupytext.reads(text, fmt="py:percent").cells)


def _lines(text: str) -> list[int]:
    """Where each cell begins: the marker lines are numbered, then parsed as the text itself is.

    Looking for '# %%' alone would also count those inside a string.
    """

    def numbered(marker: re.Match[str]) -> str:
        return f'{marker.group()} line="{text.count(chr(10), 0, marker.start()) + 1}"'

    return [int(cell.metadata.get("line", 1)) for cell in _parse(_MARKER.sub(numbered, text))]


def _cell(plain: Any, where: str, line: int, default_id: str) -> Cell:
    metadata = {key: value for key, value in plain.metadata.items() if key not in _LAYOUT}
    _check_keys(metadata, where)
    role = _role(plain.cell_type, metadata.get("role"), where)
    cell_id = metadata.get("id", default_id if role is Role.PROSE else None)
    if not isinstance(cell_id, str) or not _ID.fullmatch(cell_id):
        raise AuthoringError(
            f"{where}: a code cell needs an id of letters, digits, '-' and '_' (at most 64), such "
            f'as id="linear-test"; this one has {cell_id!r}.'
        )
    exercise = metadata.get("exercise")
    if exercise is None and role in (Role.SOLUTION, Role.TEST, Role.PICTURE):
        raise AuthoringError(
            f'{where}: a {role} cell names its exercise, such as exercise="linear".'
        )
    tags = tuple(metadata.get("tags", ()))
    text = metadata.get("convention")
    convention = None if text is None else read_condition(str(text), where)
    return Cell(cell_id, role, plain.source, line, exercise, tags, convention)


def _check_keys(metadata: Mapping[str, object], where: str) -> None:
    if "incorrectly_encoded_metadata" in metadata:
        raise AuthoringError(
            f"{where}: cannot read {metadata['incorrectly_encoded_metadata']!r}. "
            'Write key="value" with double quotes.'
        )
    for key in metadata:
        if key not in _KEYS:
            raise AuthoringError(
                f"{where}: {key!r} does not belong in a cell's marker; id, role, exercise, tags "
                "and convention do."
            )


def _role(cell_type: str, role: object, where: str) -> Role:
    if cell_type == "markdown" and role is None:
        return Role.PROSE
    if cell_type == "code" and role in _CODE_ROLES:
        return Role(str(role))
    if cell_type == "code":
        raise AuthoringError(
            f"{where}: a code cell needs a role out of {', '.join(_CODE_ROLES)}; this one has "
            f"{role!r}. Text for readers goes into a [markdown] cell."
        )
    raise AuthoringError(
        f"{where}: a {cell_type} cell with role {role!r}. Cells are code, which has a role, or "
        "markdown, which has none."
    )
