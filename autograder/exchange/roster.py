"""Reads people out of a CSV file: a seam, until `autograder.roster` reads what others export."""

from __future__ import annotations

import csv
import io

from autograder.errors import AuthoringError
from autograder.exchange.people import Entry

_IDS = ("canvas_id", "sis_id", "login", "github")


def read_entries(text: str, where: str = "roster.csv") -> list[Entry]:
    """Everybody in the file; AuthoringError where a column or an id is missing."""
    rows = csv.DictReader(io.StringIO(text.replace("\x00", "")))
    fields = {(name or "").strip().casefold(): name for name in rows.fieldnames or ()}
    if "id" not in fields:
        raise AuthoringError(f"{where}: its first line must name a column 'id'.")

    def value(row: dict[str, str], name: str) -> str:
        return (row.get(fields[name]) or "").strip() if name in fields else ""

    found = []
    for row in rows:
        if not (id_ := value(row, "id")):
            continue
        ids = {name: text for name in _IDS if (text := value(row, name))}
        plain = {name: value(row, name) for name in ("name", "email", "section")}
        found.append(Entry(id_, **plain, ids=ids))
    return found
