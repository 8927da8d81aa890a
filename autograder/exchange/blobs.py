"""Files by the SHA-256 of their contents: written once, whole, on the disk before one is told so.

A file is written beside its place, flushed to the disk and renamed, so that a name that exists is
always the whole of its bytes. A name is sixty-four hexadecimal digits and never a path.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path

from autograder.errors import GraderError
from autograder.exchange.database import NO_ROOM, Full

_NAME = re.compile(r"[0-9a-f]{64}")


class Lost(GraderError):
    """A file that should be there is not, or not with its bytes."""


class Blobs:
    """The files below one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.unfinished = folder / "unfinished"
        self.unfinished.mkdir(parents=True, exist_ok=True)

    def add(self, data: bytes) -> str:
        """Keep the bytes and return their name. Full where the disk has no room."""
        name = hashlib.sha256(data).hexdigest()
        with _full_is_said():
            if self._is_there(name, len(data)):
                _flush(self.path(name).parent)  # whoever wrote it may have been killed before that
            else:
                self._write(name, data)
        return name

    def add_again(self, name: str, data: bytes) -> None:
        """Write a file anew if it was removed since it was added: asked where nobody removes."""
        if not self._is_there(name, len(data)):
            with _full_is_said():
                self._write(name, data)

    def read(self, name: str) -> bytes:
        """The bytes of that name; Lost where they are not there as they were written."""
        try:
            data = self.path(name).read_bytes()
        except OSError as error:
            raise Lost(f"The stored file {name} cannot be read: {error.strerror}.") from error
        if hashlib.sha256(data).hexdigest() != name:
            raise Lost(f"The stored file {name} is damaged: its bytes have changed.")
        return data

    def path(self, name: str) -> Path:
        """Where the file of that name is, or would be."""
        if not _NAME.fullmatch(name):
            raise Lost(f"{name[:80]!r} is no name of a stored file.")
        return self.folder / name[:2] / name

    def names(self) -> Iterator[str]:
        """Every file's name."""
        for path in sorted(self.folder.glob("??/*")):
            if _NAME.fullmatch(path.name):
                yield path.name

    def remove(self, name: str) -> None:
        """Remove a file, if it is there."""
        self.path(name).unlink(missing_ok=True)

    def sweep(self) -> None:
        """Remove what a killed process left half written. Only while nothing else writes here."""
        for path in self.unfinished.iterdir():
            path.unlink(missing_ok=True)

    def _is_there(self, name: str, size: int) -> bool:
        try:
            return self.path(name).stat().st_size == size
        except FileNotFoundError:
            return False

    def _write(self, name: str, data: bytes) -> None:
        path = self.path(name)
        handle, beside = tempfile.mkstemp(dir=self.unfinished)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            made = not path.parent.exists()
            path.parent.mkdir(exist_ok=True)
            os.replace(beside, path)
        except BaseException:
            with contextlib.suppress(OSError):
                os.unlink(beside)
            raise
        _flush(path.parent)
        if made:
            _flush(self.folder)


def _flush(folder: Path) -> None:
    """A rename is on the disk when its folder is."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextlib.contextmanager
def _full_is_said() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise Full(NO_ROOM) from error
        raise GraderError(f"The server cannot write its files: {error.strerror}.") from error
