"""CSV files that a spreadsheet shows and does not execute."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence

from autograder.words import clean

# A cell that begins so is a formula to Excel, LibreOffice and Google Sheets alike.
_FORMULA = re.compile(r"^\s*[=+\-@\t\r]")
_NUMBER = re.compile(r"^-?\d+(\.\d+)?$")


def csv_bytes(rows: Iterable[Sequence[object]]) -> bytes:
    """The rows as UTF-8 CSV with line feeds; None is an empty cell.

    Text that a spreadsheet would run gets an apostrophe before it: names and messages hold what
    students wrote.
    """
    target = io.StringIO()
    writer = csv.writer(target, lineterminator="\n")
    for row in rows:
        writer.writerow([_cell(value) for value in row])
    return target.getvalue().encode("utf-8")


def number(value: float) -> str:
    """A number of points without a float's noise: 3, 2.5, 33.3333."""
    text = f"{value:.4f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float | int) and not isinstance(value, bool):
        return number(value)
    text = clean(str(value))
    return f"'{text}" if _FORMULA.match(text) and not _NUMBER.match(text) else text
