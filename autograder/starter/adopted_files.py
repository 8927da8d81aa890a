"""What a notebook leans on: pictures in it, files beside it, packages. They come, or are told.

Only files that the notebook names are taken; everything else in its folder stays where it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path

from autograder.starter.nbgrader_source import Part
from autograder.starter.python_cell import packages

_NOT_DATA = {".ipynb", ".pyc"}
_LARGEST = 20 * 2**20  # bytes; larger data is better fetched than handed out


def pictures(parts: Sequence[Part]) -> dict[str, bytes]:
    """The pictures in text cells, under the names by which `linked` shows them."""
    return {_file_name(name): data for part in parts for name, data in part.attached.items()}


def linked(part: Part) -> str:
    """The text of a cell whose pictures have become files beside the notebook."""
    source = part.source
    for name in part.attached:
        source = source.replace(f"attachment:{name}", _file_name(name))
    return source


def _file_name(name: str) -> str:
    return re.sub(r"[^\w.-]+", "_", name)


def named_files(path: Path, parts: Sequence[Part]) -> dict[str, bytes]:
    """The files beside the notebook that its cells name, by their paths from there."""
    text = "\n".join(part.source for part in parts)
    words = set(re.findall(r"[\w.-]+", text))
    return {
        name: file.read_bytes()
        for name, file in _beside(path)
        if file.name in words or _is_imported(file, parts)
    }


def _beside(path: Path) -> Iterator[tuple[str, Path]]:
    """Files in the notebook's folder and the folders directly in it."""
    for file in sorted([*path.parent.glob("*"), *path.parent.glob("*/*")]):
        name = file.relative_to(path.parent).as_posix()
        hidden = any(part.startswith(".") for part in Path(name).parts)
        wanted = file.suffix and file.suffix not in _NOT_DATA and not hidden
        if wanted and file.is_file() and file.stat().st_size <= _LARGEST:
            yield name, file


def _is_imported(file: Path, parts: Sequence[Part]) -> bool:
    return file.suffix == ".py" and any(file.stem in packages(p.source) for p in parts if p.is_code)


def missing_packages(parts: Sequence[Part], shipped: Sequence[str]) -> list[str]:
    """What the cells import and this machine has not, unless it comes along as a file."""
    wanted = {name for part in parts if part.is_code for name in packages(part.source)}
    brought = {Path(name).parts[0].removesuffix(".py") for name in shipped}
    return sorted(name for name in wanted - brought if find_spec(name) is None)
