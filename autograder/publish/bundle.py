"""The files of a release, as bytes in memory; nothing is written here.

Equal sources give equal bytes: keys are sorted, lines end in a line feed, and nothing records
when or where the release was built.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import Any

import nbformat
from nbformat.notebooknode import NotebookNode

from autograder.course import Assignment
from autograder.disk import is_litter
from autograder.errors import AuthoringError
from autograder.publish.readme import readme
from autograder.publish.workflows import GITHUB, GITLAB, workflows

MANIFEST = "MANIFEST.json"
README = "README.md"


@dataclass(frozen=True)
class Bundle:
    """A release: each file's path below the release folder, with '/', and its bytes."""

    assignment: str
    files: Mapping[str, bytes]

    @property
    def notebook(self) -> str:
        """The name of the student's notebook among the files."""
        return f"{self.assignment}.ipynb"


def bundle(assignment: Assignment, release: NotebookNode, points: Mapping[str, float]) -> Bundle:
    """Everything that students get: notebook, shipped files, CI files, README, manifest.

    `release` is the stripped notebook; `points` the total of each exercise.
    """
    exercises = {name: float(points[name]) for name in _exercises(release)}
    files = {name: path.read_bytes() for name, path in assignment.shipped().items()}
    _check_names(assignment, files)
    files[f"{assignment.name}.ipynb"] = notebook_bytes(release)
    files |= workflows(assignment)
    files[README] = readme(assignment, tuple(files), exercises).encode()
    files[MANIFEST] = _json(_manifest(assignment, files, exercises))
    return Bundle(assignment.name, MappingProxyType(dict(sorted(files.items()))))


def notebook_bytes(notebook: NotebookNode) -> bytes:
    """The notebook as the bytes of an .ipynb file; equal notebooks are equal bytes."""
    writes: Any = nbformat.writes  # carries no types
    text = str(writes(notebook, indent=1, sort_keys=True, ensure_ascii=False))
    return (text.rstrip("\n") + "\n").encode()


def _exercises(release: NotebookNode) -> Iterator[str]:
    """Exercises in the order in which a student meets them."""
    for cell in release.cells:
        ours = cell.metadata.get("autograder", {})
        if ours.get("role") == "solution":
            yield ours["exercise"]


def _check_names(assignment: Assignment, shipped: Mapping[str, bytes]) -> None:
    ours = {f"{assignment.name}.ipynb", README, MANIFEST, GITHUB, GITLAB}
    for name in shipped:
        path = PurePosixPath(name)
        if name in ours or path.is_absolute() or ".." in path.parts or str(path) != name:
            raise AuthoringError(
                f"{assignment.folder / 'assignment.toml'} ships {name!r}. Shipped files have plain "
                f"relative paths, and {', '.join(sorted(ours))} are written by the release itself."
            )


def _manifest(
    assignment: Assignment, files: Mapping[str, bytes], exercises: Mapping[str, float]
) -> dict[str, Any]:
    return {
        "assignment": assignment.name,
        "title": assignment.title,
        "version": assignment.version,
        "due": assignment.due.isoformat() if assignment.due else None,
        "built_from": built_from(assignment),
        "exercises": [{"name": name, "points": points} for name, points in exercises.items()],
        "files": {
            name: {"sha256": hashlib.sha256(data).hexdigest(), "size": len(data)}
            for name, data in files.items()
        },
    }


def built_from(assignment: Assignment) -> str:
    """One sha256 over the names and contents of all files that the release is made of.

    Not a commit: the release is committed together with its sources, and a commit cannot contain
    its own name. Solutions, of every convention, count although students never see them, so that
    a release built from an older solution is found; checks and mistakes do not, as they change no
    released file.
    """
    digest = hashlib.sha256()
    for path in _sources(assignment):
        content = hashlib.sha256(path.read_bytes()).hexdigest()
        digest.update(f"{path.relative_to(assignment.root).as_posix()} {content}\n".encode())
    return digest.hexdigest()


def _sources(assignment: Assignment) -> list[Path]:
    told = (path for path in assignment.folder.rglob("*") if path.is_file() and not is_litter(path))
    solutions = (
        path
        for name in assignment.exercises
        for path in assignment.reference.joinpath(name).glob("solution*.py")
    )
    found = {*told, *assignment.shipped().values(), *solutions}
    return sorted(found, key=lambda path: path.relative_to(assignment.root).as_posix())


def _json(value: object) -> bytes:
    text = json.dumps(value, indent=2, sort_keys=True, ensure_ascii=False, allow_nan=False)
    return f"{text}\n".encode()
