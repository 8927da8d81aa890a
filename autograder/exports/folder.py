"""Writes an export's files, and only those whose bytes are new."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from autograder.disk import write_beside
from autograder.errors import AuthoringError


def write_files(files: Mapping[str, bytes], folder: Path) -> list[Path]:
    """Make the files be in the folder; returns their paths, written or not.

    A file that holds these bytes already is left alone, down to its time.
    """
    paths = []
    for name, data in files.items():
        path = folder / name
        try:
            if not path.is_file() or path.read_bytes() != data:
                write_beside(path, data)
        except OSError as error:
            raise AuthoringError(
                f"{path} cannot be written: {error.strerror}. Name another place with --to."
            ) from error
        paths.append(path)
    return paths
