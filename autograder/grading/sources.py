"""Finds submissions: files, folders and zips of notebooks and Python files.

Names students where the folder or the file name does so by itself (nbgrader, Canvas, Moodle,
Gradescope), or the roster does. Opens zips but unpacks nothing to disk; follows no link out of a
folder.
"""

from __future__ import annotations

import hashlib
import lzma
import os
import re
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from autograder.errors import SubmissionError
from autograder.grading.gradescope import Owners
from autograder.grading.timestamps import timestamp_beside
from autograder.roster import Roster

SUFFIXES = {".ipynb", ".py"}
MAX_BYTES = 20 * 1024 * 1024
MAX_MEMBERS = 100_000
# What zipfile and the libraries below it raise for an archive that is damaged or too clever.
_BAD_ZIP = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    struct.error,
    IndexError,
    OverflowError,
)

_CANVAS = re.compile(r"(?P<student>[^_/]+)_(?:LATE_)?\d+_\d+_[^/]+$")
_MOODLE = re.compile(r"(?:^|/)(?P<student>[^/]+?)_\d+_assignsubmission_file[_/]")
_GRADESCOPE = re.compile(r"(?:^|/)(?P<student>submission_\d+)/")


@dataclass(frozen=True)
class Source:
    """One file that was handed in: its name as given, where it is, and whose it is if known.

    `submitted` is the time at which it was handed in, in ISO 8601, where something told.
    """

    name: str
    path: str
    member: str | None = None
    student: str | None = None
    submitted: str | None = None

    def anywhere(self) -> Source:
        """The same file for a process that works in another folder."""
        return replace(self, path=str(Path(self.path).absolute()))

    def read(self) -> bytes:
        """The file's bytes. Raises SubmissionError for one that is missing, unreadable or huge."""
        try:
            if self.member is not None:
                return _read_member(Path(self.path), self.member)
            with Path(self.path).open("rb") as file:
                return _bounded(file.read(MAX_BYTES + 1))
        except FileNotFoundError as error:
            raise SubmissionError("There is no such file.") from error
        except OSError as error:
            raise SubmissionError(f"The file cannot be read: {error.strerror}.") from error
        except _BAD_ZIP as error:
            raise SubmissionError(
                f"The zip cannot be read ({error}). Pack it again, without a password."
            ) from error


@dataclass(frozen=True)
class Collected:
    """The submissions found, the paths that do not exist, and how many files were passed over."""

    sources: tuple[Source, ...]
    missing: tuple[str, ...]
    passed_over: int


def collect(
    paths: Iterable[str], assignments: Iterable[str], roster: Roster | None = None
) -> Collected:
    """Look through the paths; `assignments` are the names that nbgrader's folders may carry.

    With a roster, students are called by their ids on it, as far as it knows them.
    """
    found: dict[str, Source] = {}
    missing, passed_over = [], 0
    for path in paths:
        if not Path(path).exists():
            missing.append(path)
            continue
        for source, is_submission in _walk(Path(path), _printable(path)):
            if is_submission:
                found[source.name] = source
            else:
                passed_over += 1
    known, gradescope, crowds = set(assignments), Owners(), _crowds(found)
    sources = (_with_owner(s, known, roster, gradescope, crowds) for s in found.values())
    return Collected(tuple(sources), tuple(missing), passed_over)


def handed_in(name: str, sha256: str) -> bytes | None:
    """The bytes of the submission that a report names, if they are still where they were."""
    outer, zip_, member = name.partition(".zip/")
    source = Source(name, f"{outer}.zip", member) if zip_ else Source(name, name)
    try:
        data = source.read()
    except SubmissionError:
        return None
    return data if hashlib.sha256(data).hexdigest() == sha256 else None


def _walk(path: Path, name: str) -> Iterator[tuple[Source, bool]]:
    if path.is_dir():
        for child in sorted(path.iterdir()):
            if not _is_clutter(child.name):
                child_name = f"{name.rstrip('/')}/{_printable(child.name)}"
                # A link inside a folder of submissions could lead anywhere on this machine.
                if child.is_symlink():
                    yield Source(child_name, str(child)), False
                else:
                    yield from _walk(child, child_name)
    elif path.suffix.lower() == ".zip":
        yield from _walk_zip(path, name)
    else:
        # A pipe or a device of that name would hold the grading up for ever.
        yield Source(name, str(path)), path.suffix.lower() in SUFFIXES and path.is_file()


def _walk_zip(path: Path, name: str) -> Iterator[tuple[Source, bool]]:
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.namelist()[:MAX_MEMBERS]
    except (OSError, *_BAD_ZIP):
        yield Source(name, str(path), member=""), True  # reading it will say what is wrong
        return
    for member in sorted(members):
        parts = PurePosixPath(member).parts
        if member.endswith("/") or any(_is_clutter(part) for part in parts):
            continue
        is_submission = PurePosixPath(member).suffix.lower() in SUFFIXES
        yield Source(f"{name}/{member}", str(path), member), is_submission


def _printable(name: str) -> str:
    """A file's name as text that can be written down: bytes that are no UTF-8 as escapes."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def _is_clutter(name: str) -> bool:
    return (name.startswith(".") and name not in (".", "..")) or name in (
        "__MACOSX",
        "__pycache__",
    )


def _read_member(path: Path, member: str) -> bytes:
    with zipfile.ZipFile(path) as archive:
        if not member:
            raise zipfile.BadZipFile("it is no proper zip")
        try:
            with archive.open(member) as file:
                # Read bounded, whatever size the zip claims: a bomb is cut off here.
                return _bounded(file.read(MAX_BYTES + 1))
        except KeyError as error:
            raise zipfile.BadZipFile(str(error)) from error


def _bounded(data: bytes) -> bytes:
    if len(data) > MAX_BYTES:
        raise SubmissionError(
            f"The file is larger than {MAX_BYTES // 1024 // 1024} MB. Clear all outputs "
            "(in Jupyter: Kernel, Restart & Clear Output), save, and hand it in again."
        )
    return data


def _crowds(names: Iterable[str]) -> set[PurePosixPath]:
    """The folders of several files of which none is called as the folder.

    One student's lab is called so. What an instructor collects in a folder with the lab's name are
    many students' files, and the folder above it is no student.
    """
    stems: dict[PurePosixPath, list[str]] = {}
    for path in map(PurePosixPath, names):
        stems.setdefault(path.parent, []).append(path.stem)
    return {folder for folder, found in stems.items() if len(found) > 1 > found.count(folder.name)}


def _with_owner(
    source: Source,
    assignments: set[str],
    roster: Roster | None,
    gradescope: Owners,
    crowds: set[PurePosixPath],
) -> Source:
    student, submitted = _told_by_platform(source, assignments, crowds)
    if owner := gradescope.of(source.path, source.member):
        student, submitted = owner.student, owner.submitted
    if roster is not None and (own := roster.match(source.name, student).student):
        student = own.id
    return replace(source, student=student, submitted=submitted)


def _told_by_platform(
    source: Source, assignments: set[str], crowds: set[PurePosixPath]
) -> tuple[str | None, str | None]:
    """The student and the time that the names tell, of whichever platform they are."""
    # Students choose the names below Moodle's and Gradescope's folders, so these are asked first.
    if match := _MOODLE.search(source.name):
        return match["student"], None
    if match := _GRADESCOPE.search(source.name):
        return match["student"], None
    parts = PurePosixPath(source.name).parts
    if len(parts) >= 3 and parts[-2] in assignments and parts[-3] not in ("..", "/"):
        # nbgrader: submitted/<student>/<assignment>/<notebook>, and a timestamp.txt beside it
        submitted = timestamp_beside(source.path, source.member)
        if submitted or PurePosixPath(source.name).parent not in crowds:
            return parts[-3], submitted
    match = _CANVAS.search(source.name)
    return (match["student"], None) if match else (None, None)
