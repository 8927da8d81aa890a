"""A bundle on disk: written as a whole or not at all, and compared with what stands there.

Leaves nothing but the release folder: what was half written before is removed the next time.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

from autograder.disk import is_litter
from autograder.errors import GraderError
from autograder.publish.bundle import Bundle
from autograder.publish.difference import between


def write_release(bundle: Bundle, folder: Path) -> None:
    """Make the folder hold exactly the bundle's files.

    They are written beside it and renamed into place, so that a reader sees the old release or
    the new one; only between two renames is there none. GraderError if the disk refuses.
    """
    new = folder.with_name(f".{folder.name}.new")
    old = folder.with_name(f".{folder.name}.old")
    try:
        _remove(new)
        _fill(new, bundle)
        if folder.exists():
            _remove(old)
            folder.rename(old)
        new.rename(folder)
        _remove(old)
    except OSError as error:
        raise GraderError(
            f"The release cannot be written to {folder}: {error}. If the folder is gone, its last "
            f"state is in {old}. Make room or give write access, then release again."
        ) from error


def _fill(folder: Path, bundle: Bundle) -> None:
    folder.mkdir(parents=True)
    for name, data in bundle.files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def _remove(folder: Path) -> None:
    if folder.exists():
        shutil.rmtree(folder)


def drift(bundle: Bundle, folder: Path) -> list[str]:
    """How the folder differs from the bundle, one sentence a file or cell; empty if it does not.

    Text comes with a short unified diff from what is committed ('-') to what is built ('+').
    """
    if not folder.is_dir():
        return [f"{folder} does not exist: nothing has been released yet."]
    found = dict(_found(folder))
    sentences = [f"{folder / name} is missing." for name in bundle.files if name not in found]
    for name in sorted(found):
        if name not in bundle.files:
            sentences.append(f"{folder / name} is not part of the release any more.")
        elif found[name] != bundle.files[name]:
            sentences += between(folder / name, found[name], bundle.files[name])
    return sentences


def _found(folder: Path) -> Iterator[tuple[str, bytes]]:
    for path in folder.rglob("*"):
        name = path.relative_to(folder)
        if path.is_file() and not is_litter(name):
            yield name.as_posix(), path.read_bytes()
