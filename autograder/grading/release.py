"""The release of an assignment as the grader needs it: its cells, roles and exercises in order."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.course import Assignment
from autograder.errors import AuthoringError


@dataclass(frozen=True)
class ReleasedCell:
    """A code cell as it was handed out. Roles: given, solution, test, picture."""

    id: str
    role: str
    exercise: str | None
    source: str


@dataclass(frozen=True)
class Release:
    """The code cells that students got, and the exercises in the order of their test cells.

    `folder` is where the release stands, with the files that it shipped.
    """

    assignment: str
    cells: tuple[ReleasedCell, ...]
    folder: Path

    @property
    def exercises(self) -> tuple[str, ...]:
        """Names of the exercises, in the notebook's order."""
        tested = [cell.exercise for cell in self.cells if cell.role == "test" and cell.exercise]
        return tuple(dict.fromkeys(tested))


def read_release(assignment: Assignment, folder: Path | None = None) -> Release:
    """The release as it stands in the folder, or else in the course's own `release/`.

    Raises AuthoringError where it is missing or broken.
    """
    path = (folder or assignment.release) / assignment.released_notebook.name
    try:
        plain = json.loads(path.read_text(encoding="utf-8"))
        code = [cell for cell in plain["cells"] if cell["cell_type"] == "code"]
        cells = tuple(_cell(cell) for cell in code)
    except FileNotFoundError as error:
        raise AuthoringError(
            f"{assignment.name} has not been released: there is no {path}. "
            f"Run `autograder release {assignment.name}` first."
        ) from error
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise AuthoringError(
            f"{path} is damaged ({error}). Run `autograder release {assignment.name}` to build "
            "it anew."
        ) from error
    return Release(assignment.name, cells, path.parent)


def released(assignments: Sequence[Assignment]) -> tuple[Assignment, ...]:
    """Those that have been released; AuthoringError if none has."""
    found = tuple(a for a in assignments if a.released_notebook.exists())
    if not found:
        names = ", ".join(a.name for a in assignments)
        raise AuthoringError(f"Nothing has been released of: {names}. Run `autograder release`.")
    return found


def _cell(plain: dict) -> ReleasedCell:  # type: ignore[type-arg]
    own = plain["metadata"]["autograder"]
    return ReleasedCell(plain["id"], own["role"], own.get("exercise"), _source(plain["source"]))


def _source(source: str | list[str]) -> str:
    return source if isinstance(source, str) else "".join(source)
