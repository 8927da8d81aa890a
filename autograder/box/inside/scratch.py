"""The one folder that student code may write to: its working directory, its home, its /tmp.

The handed-out files stand in it as links. The zygote puts it back as it was between two boxes,
however a box has left it, and watches how full it grows while one is at work.
"""

from __future__ import annotations

import contextlib
import os

_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
_MAX_DEPTH = 64


class Scratch:
    """The folder at `path`, with links to everything in `handed_out`.

    A box may fill it with `max_bytes` and `max_entries`; see `overfull`.
    """

    def __init__(self, path: str, handed_out: str, max_bytes: int, max_entries: int) -> None:
        self.path = path
        self._max_bytes, self._max_entries = max_bytes, max_entries
        self._deepest = path.count("/") + _MAX_DEPTH
        names = sorted(os.listdir(handed_out))
        self._links = {name: os.path.join(handed_out, name) for name in names}

    def restore(self) -> None:
        """Leave the links and nothing else. Only while no box is at work."""
        if self._untouched():
            return
        empty(self.path)
        for name, target in self._links.items():
            os.symlink(target, os.path.join(self.path, name))

    def _untouched(self) -> bool:
        if sorted(os.listdir(self.path)) != list(self._links):
            return False
        try:
            return all(
                os.readlink(os.path.join(self.path, name)) == target
                for name, target in self._links.items()
            )
        except OSError:  # something else bears the name of a link
            return False

    def overfull(self) -> bool:
        """Whether it holds more than allowed, or is deeper or darker than honest code makes it."""
        used, seen, folders = 0, 0, [self.path]
        while folders:
            try:
                with os.scandir(folders.pop()) as entries:
                    for entry in entries:
                        used += entry.stat(follow_symlinks=False).st_blocks * 512
                        seen += 1
                        if used > self._max_bytes or seen > self._max_entries:
                            return True
                        if entry.path.count("/") > self._deepest:
                            return True
                        if entry.is_dir(follow_symlinks=False):
                            folders.append(entry.path)
            except FileNotFoundError:  # removed while we looked
                continue
            except OSError:
                return True
        return False


def empty(path: str) -> None:
    """Remove everything in a folder: trees of any depth, links, folders closed to their owner.

    Follows no link and holds two descriptors at most. Nobody else may be writing there.
    """
    here = os.open(path, _FOLDER)
    try:
        way, waiting = [], [_folders(here)]
        while waiting:  # step by step: a tree may be deeper than any path, or the stack, can say
            if waiting[-1]:
                way.append(waiting[-1].pop())
                here = _step(here, way[-1])
                waiting.append(_folders(here))
                continue
            waiting.pop()
            if way:
                here = _step(here, "..")
                os.rmdir(way.pop(), dir_fd=here)
    finally:
        os.close(here)


def remove(path: str) -> None:
    """Remove a folder and everything in it, if it is there and is no mount of its own."""
    with contextlib.suppress(FileNotFoundError):
        empty(path)
        with contextlib.suppress(OSError):  # a mount goes when its namespace goes
            os.rmdir(path)


def _folders(here: int) -> list[str]:
    """Remove all that is no folder; the folders, opened to their owner."""
    names = []
    for name in os.listdir(here):
        try:
            os.unlink(name, dir_fd=here)
        except IsADirectoryError:
            os.chmod(name, 0o700, dir_fd=here)
            names.append(name)
    return names


def _step(here: int, name: str) -> int:
    there = os.open(name, _FOLDER, dir_fd=here)
    os.close(here)
    return there
