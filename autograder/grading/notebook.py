"""Reads what was handed in as code cells. Only code counts: no output, tag or point is believed.

Takes notebooks of format 3 and 4 and Python files, with or without cell marks. Uses the JSON
reader alone: validating a stranger's notebook would only find reasons not to grade it.
"""

from __future__ import annotations

import ast
import io
import itertools
import json
import re
import tokenize
from dataclasses import dataclass
from typing import Any

from autograder.errors import SubmissionError

# Statements times lines, at most, of a script that is taken apart: blank lines add up.
MOST_LINES = 5_000_000

_MARK = re.compile(r"^# ?(?:%%|In\[[ \d]*\]:).*$", re.MULTILINE)
_PROSE = re.compile(r"^# ?%%\s*\[(?:markdown|md|raw)\]")


@dataclass(frozen=True)
class Cell:
    """A code cell as handed in; `number` counts the code cells from 1."""

    number: int
    source: str
    id: str | None = None
    grade_id: str | None = None


@dataclass(frozen=True)
class Notebook:
    """What was handed in: its code cells, and the assignment that it says it is of (or None)."""

    cells: tuple[Cell, ...]
    assignment: str | None = None


def read(name: str, data: bytes) -> Notebook:
    """The code cells of a file. Raises SubmissionError, saying why there are none to be had."""
    if not data.strip():
        raise SubmissionError("The file is empty.")
    is_script = name.lower().endswith(".py")
    text = _text(data, _declared(data) if is_script else "utf-8-sig")
    notebook = _read_script(text) if is_script else _read_ipynb(text)
    if not any(cell.source.strip() for cell in notebook.cells):
        raise SubmissionError("There is no code in it: every code cell is empty, or there is none.")
    return notebook


def _declared(data: bytes) -> str:
    """The encoding that a Python file declares in its first lines, or else UTF-8."""
    try:
        return tokenize.detect_encoding(io.BytesIO(data).readline)[0]
    except SyntaxError:  # no such encoding, or the file is not what it declares
        return "utf-8-sig"


def _text(data: bytes, encoding: str) -> str:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        encoding = "utf-16"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        words = encoding.upper().removesuffix("-SIG")
        raise SubmissionError(
            f"The file is not text: byte {error.start} is not {words}. Is it the right file?"
        ) from error
    if "\x00" in text:
        raise SubmissionError("The file is not text: it contains NUL bytes. Is it the right file?")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _read_script(text: str) -> Notebook:
    if not _MARK.search(text):
        return Notebook(tuple(Cell(i + 1, s) for i, s in enumerate(_statements(text))))
    marks = [0, *(match.start() for match in _MARK.finditer(text)), len(text)]
    pieces = [text[start:end] for start, end in itertools.pairwise(marks)]
    code = [piece for piece in pieces if not _PROSE.match(piece)]
    return Notebook(tuple(Cell(i + 1, piece) for i, piece in enumerate(code)))


def _statements(text: str) -> list[str]:
    """A script's top-level statements one by one, so that one that raises does not sink the rest.

    Each keeps its line numbers: blank lines stand in for what comes before it.
    """
    try:
        body = ast.parse(text).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return [text]
    lines, spans = text.split("\n"), _spans(body)
    if len(spans) * len(lines) > MOST_LINES:
        return [text]
    return ["\n" * (first - 1) + "\n".join(lines[first - 1 : last]) for first, last in spans]


def _spans(body: list[ast.stmt]) -> list[tuple[int, int]]:
    """First and last line of each statement; those that share a line are one."""
    spans: list[tuple[int, int]] = []
    for statement in body:
        first, last = _first_line(statement), statement.end_lineno or statement.lineno
        if spans and first <= spans[-1][1]:
            first, _ = spans.pop()
        spans.append((first, last))
    return spans


def _first_line(statement: ast.stmt) -> int:
    decorators: list[ast.expr] = getattr(statement, "decorator_list", [])
    return min([statement.lineno, *(decorator.lineno for decorator in decorators)])


def _read_ipynb(text: str) -> Notebook:
    try:
        plain = json.loads(text)
    except json.JSONDecodeError as error:
        raise SubmissionError(
            f"The notebook is not valid JSON: {error.msg} on line {error.lineno}. It was cut off "
            "or edited by hand; open it in Jupyter, save it, and hand it in again."
        ) from error
    except (RecursionError, ValueError) as error:
        raise SubmissionError("The notebook is not valid: its JSON is malformed.") from error
    if not isinstance(plain, dict) or not isinstance(_cells(plain), list):
        raise SubmissionError("The file is JSON but no notebook: it has no list of cells.")
    metadata = _dict(plain.get("metadata"))
    _refuse_other_languages(metadata)
    code = [c for c in _cells(plain) if isinstance(c, dict) and c.get("cell_type") == "code"]
    cells = tuple(_cell(number, plain_cell) for number, plain_cell in enumerate(code, 1))
    return Notebook(cells, _string(_dict(metadata.get("autograder")).get("assignment")))


def _cells(plain: dict[str, Any]) -> Any:
    if "cells" in plain:
        return plain["cells"]
    sheets = plain.get("worksheets")  # format 3
    if isinstance(sheets, list):
        return [cell for sheet in sheets for cell in _list(_dict(sheet).get("cells"))]
    return None


def _cell(number: int, plain: dict[str, Any]) -> Cell:
    source = plain.get("source", plain.get("input", ""))
    if isinstance(source, list):
        source = "".join(line for line in source if isinstance(line, str))
    metadata = _dict(_dict(plain.get("metadata")).get("nbgrader"))
    return Cell(
        number,
        _string(source) or "",
        _string(plain.get("id")),
        _string(metadata.get("grade_id")),
    )


def _refuse_other_languages(metadata: dict[str, Any]) -> None:
    kernel, info = _dict(metadata.get("kernelspec")), _dict(metadata.get("language_info"))
    language = _string(kernel.get("language")) or _string(info.get("name")) or "python"
    if language.lower() not in ("python", "ipython"):
        raise SubmissionError(f"It is a notebook for {language[:40]}, not for Python.")


def _dict(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _string(value: Any) -> str | None:
    """The text, if it is one and says anything; half characters, which JSON can name, mended."""
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) and value else None
