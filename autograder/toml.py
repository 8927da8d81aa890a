"""Reads a course's TOML files."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

from autograder.errors import AuthoringError

# Python 3.14 gives it as a number; before that it stands in the text alone.
_LINE = re.compile(r"at line (\d+)")


def read_toml(path: Path) -> dict[str, Any]:
    """The file's table. AuthoringError, with the place, where it cannot be read."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise AuthoringError(f"{path}{_place(error)} is no TOML: {error}") from error
    except (OSError, UnicodeDecodeError) as error:
        raise AuthoringError(f"{path} cannot be read: {error}") from error


def _place(error: tomllib.TOMLDecodeError) -> str:
    found = _LINE.search(str(error))
    return f":{found[1]}" if found else ""
