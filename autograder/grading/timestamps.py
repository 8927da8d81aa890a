"""When a submission was handed in, as nbgrader's `timestamp.txt` beside it tells.

Times are texts in ISO 8601 with an offset. What cannot be read is no time: a grade must not hang
on a guess.
"""

from __future__ import annotations

import zipfile
from datetime import UTC, datetime, tzinfo
from pathlib import Path, PurePosixPath
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

FILE_NAME = "timestamp.txt"
_LONGEST = 200


def timestamp_beside(path: str, member: str | None) -> str | None:
    """The time in the file beside a submission, on disk or in the same zip; None if none told."""
    try:
        text = _in_zip(path, member) if member else _on_disk(path)
    except (OSError, KeyError, ValueError, zipfile.BadZipFile, NotImplementedError, RuntimeError):
        return None
    return read_timestamp(text)


def _on_disk(path: str) -> str:
    beside = Path(path).with_name(FILE_NAME)
    # A link could lead anywhere on this machine, and a pipe would never end.
    if beside.is_symlink() or not beside.is_file():
        raise FileNotFoundError(beside)
    with beside.open(encoding="utf-8") as file:
        return file.read(_LONGEST)


def _in_zip(path: str, member: str) -> str:
    beside = str(PurePosixPath(member).with_name(FILE_NAME))
    with zipfile.ZipFile(path) as archive, archive.open(beside) as file:
        return file.read(_LONGEST).decode("utf-8")


def read_timestamp(text: str) -> str | None:
    """A time as nbgrader writes it (`2027-03-01 23:59:00.5 Europe/Rome`), in ISO 8601.

    A time without a zone is UTC, as nbgrader takes it.
    """
    text = text.strip()
    date_and_time, _, zone_name = text.rpartition(" ")
    for candidate, zone in ((text, UTC), (date_and_time, _zone(zone_name))):
        try:
            moment = datetime.fromisoformat(candidate)
        except ValueError:
            continue
        if zone is None:
            return None
        return (moment if moment.tzinfo else moment.replace(tzinfo=zone)).isoformat()
    return None


def _zone(name: str) -> tzinfo | None:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None
