"""Puts a release into a folder without ever writing over a student's work.

What was fetched is remembered in the folder (`.autograder.json`): a file that is still as it was
fetched is brought up to date, one that was edited stays, and its new version is written beside it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from autograder.disk import write_beside
from autograder.errors import GraderError
from autograder.exchange.client import Client

MEMORY = ".autograder.json"
ABOUT = "exchange.json"  # tells utility.submit() where to hand in


@dataclass(frozen=True)
class Fetched:
    """What became of one file: `new`, `updated`, `unchanged` or `beside` (its path is given)."""

    path: str
    what: str


def fetch(client: Client, lab: str, folder: Path) -> tuple[int, list[Fetched]]:
    """Bring the newest release of a lab into the folder; its version and what became of files."""
    release = client.release(lab)
    version = int(release["version"])
    known = _read_memory(folder)
    done = []
    for file in release["files"]:
        path = folder / _safe(str(file["path"]))
        if _sha256(path) == file["sha256"]:
            done.append(Fetched(file["path"], "unchanged"))
        else:
            data = client.file(lab, file["path"], version)
            if hashlib.sha256(data).hexdigest() != file["sha256"]:
                raise GraderError(f"{file['path']} was damaged on its way. Fetch again.")
            done.append(_put(path, str(file["path"]), data, known, version))
        known.setdefault(str(file["path"]), []).append(file["sha256"])
    about = json.dumps({"server": client.server, "lab": lab}, indent=1) + "\n"
    write_beside(folder / ABOUT, about.encode())
    memory = {name: list(dict.fromkeys(seen)) for name, seen in known.items()}
    write_beside(folder / MEMORY, json.dumps(memory, indent=1).encode())
    return version, done


def _put(path: Path, name: str, data: bytes, known: dict[str, list[str]], version: int) -> Fetched:
    there = _sha256(path)
    if there is None or there in known.get(name, ()):
        write_beside(path, data)
        return Fetched(name, "new" if there is None else "updated")
    for beside in _beside(path, version):
        if not beside.exists():
            write_beside(beside, data)
        if beside.read_bytes() == data:
            place = beside.relative_to(path.parents[len(PurePosixPath(name).parts) - 1])
            return Fetched(place.as_posix(), "beside")
    raise AssertionError("unreachable")


def _beside(path: Path, version: int) -> Iterator[Path]:
    """`lab.v2.ipynb`, and where that is taken by something else `lab.v2-1.ipynb` and so on."""
    yield path.with_name(f"{path.stem}.v{version}{path.suffix}")
    number = 1
    while True:
        yield path.with_name(f"{path.stem}.v{version}-{number}{path.suffix}")
        number += 1


def _safe(name: str) -> PurePosixPath:
    """The exchange is not trusted with paths: a plain one below the folder, or an error."""
    path = PurePosixPath(name)
    strange = any(ord(char) < 32 or char in '\\:*?"<>|' for char in name)
    if path.is_absolute() or ".." in path.parts or not path.parts or strange or name == MEMORY:
        raise GraderError(f"The exchange names a file {name!r}, which has no place in a lab.")
    return path


def _sha256(path: Path) -> str | None:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else None


def _read_memory(folder: Path) -> dict[str, list[str]]:
    try:
        plain: dict[str, Any] = json.loads((folder / MEMORY).read_text(encoding="utf-8"))
        return {str(name): [str(one) for one in seen] for name, seen in plain.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}  # then every file that differs counts as edited, and is kept
