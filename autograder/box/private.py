"""Folders of ours among the machine's temporary files, which no killed process leaves for ever.

Who makes one holds a lock on it, which the kernel lets go when he dies, however he dies. The next
one to make a folder removes those that nobody holds.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import tempfile
from pathlib import Path

from autograder.box.inside import scratch

PREFIX = "autograder-"


class PrivateFolder:
    """A new, empty folder that nobody else may enter. Use as a context manager, or close it."""

    def __init__(self) -> None:
        _sweep(Path(tempfile.gettempdir()))
        while True:
            self.path = tempfile.mkdtemp(prefix=PREFIX)
            lock = _lock(self.path)
            if lock is not None and os.path.isdir(self.path):
                self._lock = lock
                return
            # Somebody swept in between making it and locking it.
            _close(lock)

    def close(self) -> None:
        """Remove the folder and everything in it."""
        scratch.remove(self.path)
        os.close(self._lock)

    def __enter__(self) -> PrivateFolder:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _sweep(folder: Path) -> None:
    """Remove what the dead have left behind; whatever is not ours to remove stays."""
    for path in folder.glob(f"{PREFIX}*"):
        if (lock := _lock(str(path))) is not None:
            with contextlib.suppress(OSError):
                scratch.remove(str(path))
            os.close(lock)


def _lock(path: str) -> int | None:
    """A descriptor that holds a folder of ours; None where another process does, or it is gone."""
    try:
        folder = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    except OSError:
        return None
    try:
        if os.fstat(folder).st_uid == os.geteuid():
            fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return folder
    except OSError:
        pass
    os.close(folder)
    return None


def _close(descriptor: int | None) -> None:
    if descriptor is not None:
        os.close(descriptor)
