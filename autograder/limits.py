"""What one submission may use, and `[limits]` of assignment.toml, where a course says otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from autograder.errors import AuthoringError
from autograder.kinds import is_number, is_whole, refuse_unknown_settings


@dataclass(frozen=True)
class Limits:
    """What one submission may use. Seconds are wall time unless the name says CPU.

    When its cells together have had `cells_seconds`, of those that are left only the definitions
    run; what remains of `submission_seconds` is for the checks.
    """

    cell_seconds: float = 10.0
    cells_seconds: float = 60.0
    scenario_seconds: float = 5.0
    submission_seconds: float = 120.0
    cpu_seconds: int = 100
    memory_mib: int = 1024
    output_kib: int = 256
    open_files: int = 32
    threads: int = 64
    file_mib: int = 16
    scratch_mib: int = 64


def read_limits(path: Path, table: Mapping[str, Any]) -> Limits:
    """The limits that a table gives, the others as they are. AuthoringError names the file."""
    refuse_unknown_settings(path, "[limits] ", table, {f.name for f in fields(Limits)})
    whole = {f.name for f in fields(Limits) if f.type == "int"}
    for key, value in table.items():
        kind = "whole number" if key in whole else "number"
        if not (is_whole(value) if key in whole else is_number(value)) or value <= 0:
            raise AuthoringError(f"{path}: [limits] {key!r} must be a {kind} above 0.")
    return Limits(**table)
