"""Whose the folders of a Gradescope export are, and when each was handed in.

Such an export names no student in its paths; a file at its top, `submission_metadata.yml`, does. A
folder that a group handed in is left to its number: it is no single student's.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

FILE_NAME = "submission_metadata.yml"
_FOLDER = re.compile(r"(?:^|(?<=/))(submission_\d+)/")
_LARGEST = 50 * 1024 * 1024


@dataclass(frozen=True)
class Owner:
    """Who handed a folder in (an e-mail address, else an id, else a name), and when."""

    student: str
    submitted: str | None


class Owners:
    """Looks folders up; each export's file is read once."""

    def __init__(self) -> None:
        self._read: dict[tuple[str, str], Mapping[str, Owner]] = {}

    def of(self, path: str, member: str | None) -> Owner | None:
        """The owner of a file in an export on disk or in a zip; None if nothing tells."""
        inside = member if member is not None else path
        if not (match := _FOLDER.search(inside)):
            return None
        beside = inside[: match.start()] + FILE_NAME
        place = (path, beside) if member is not None else (beside, "")
        if place not in self._read:
            self._read[place] = _owners(*place)
        return self._read[place].get(match[1])


def _owners(path: str, member: str) -> Mapping[str, Owner]:
    import yaml

    try:
        plain = yaml.load(_text(path, member), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except (OSError, KeyError, ValueError, RuntimeError, zipfile.BadZipFile, yaml.YAMLError):
        return {}
    folders = plain.items() if isinstance(plain, dict) else ()
    found = {str(name): _owner(about) for name, about in folders if isinstance(about, dict)}
    return {name: owner for name, owner in found.items() if owner is not None}


def _text(path: str, member: str) -> str:
    if not member:
        file = Path(path)
        # A link could lead anywhere on this machine, and a pipe would never end.
        if file.is_symlink() or not file.is_file() or file.stat().st_size > _LARGEST:
            raise FileNotFoundError(path)
        return file.read_text(encoding="utf-8")
    with zipfile.ZipFile(path) as archive, archive.open(member) as inner:
        return inner.read(_LARGEST).decode("utf-8")


def _owner(about: Mapping[str, Any]) -> Owner | None:
    people = about.get(":submitters")
    if not isinstance(people, list) or len(people) != 1 or not isinstance(people[0], dict):
        return None
    known = (people[0].get(key) for key in (":email", ":sid", ":name"))
    student = next((str(value) for value in known if value), None)
    return Owner(student, _moment(about.get(":created_at"))) if student else None


def _moment(value: object) -> str | None:
    if not isinstance(value, datetime):
        return None
    return (value if value.tzinfo else value.replace(tzinfo=UTC)).isoformat()
