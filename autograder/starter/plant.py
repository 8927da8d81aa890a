"""Puts the files of a new course where there is nothing yet: all of them, or none."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

from autograder.errors import AuthoringError

# What a package cannot hold under its own name, and the name it gets in a course.
_RENAMED = {
    "gitignore": ".gitignore",
    "github": ".github",
    "gitlab-ci.yml": ".gitlab-ci.yml",
}


def sample_course() -> dict[str, bytes]:
    """The files of a course with one exercise, by their paths in it."""
    return dict(_files(resources.files("autograder.starter") / "course", ""))


def plant(files: Mapping[str, bytes], folder: Path) -> None:
    """Write the files below `folder`, which must not exist or be empty.

    They are written beside it and moved as a whole, so that nothing half-written is ever there.
    """
    refuse_full(folder)
    unfinished = folder.with_name(f".{folder.name}.unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    try:
        for name, data in files.items():
            path = unfinished / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        os.replace(unfinished, folder)
    except OSError as error:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise AuthoringError(f"{folder} cannot be written: {error}") from error


def refuse_full(folder: Path) -> None:
    """AuthoringError where something is there already."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise AuthoringError(
            f"{folder} is not empty. A new course needs a folder of its own: name another one."
        )


def _files(place: Traversable, prefix: str) -> list[tuple[str, bytes]]:
    found: list[tuple[str, bytes]] = []
    for entry in sorted(place.iterdir(), key=lambda entry: entry.name):
        name = prefix + _RENAMED.get(entry.name, entry.name)
        if entry.is_dir() and entry.name != "__pycache__":
            found += _files(entry, f"{name}/")
        elif entry.is_file():
            found.append((name, entry.read_bytes()))
    return found
