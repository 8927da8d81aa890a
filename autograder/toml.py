"""Reads a course's TOML files."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from autograder.errors import AuthoringError


def read_toml(path: Path) -> dict[str, Any]:
    """The file's table. AuthoringError, with the place, where it cannot be read."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise AuthoringError(f"{path} cannot be read: {error}") from error
