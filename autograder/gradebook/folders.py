"""nbgrader's folders beside its gradebook: `submitted/` and `autograded/`, a folder a student.

What stands in `submitted/` is evidence and is never changed, only added to where it is missing.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Iterable
from datetime import UTC
from functools import cached_property
from pathlib import Path

from autograder.disk import write_beside
from autograder.errors import AuthoringError, SubmissionError
from autograder.gradebook.normal import normal_notebook, released_notebook
from autograder.gradebook.outputs import with_verdict
from autograder.grading.sources import Source, collect, handed_in
from autograder.scores.lateness import parse_moment
from autograder.scores.ledger import Entry
from autograder.verdict import Report

TIMESTAMP, SECRET = _BESIDE = "timestamp.txt", "submission_secret.txt"


class Originals:
    """Finds again the files that were graded: by the paths in their reports, else by digest."""

    def __init__(self, paths: Iterable[str] = ()) -> None:
        self._paths = tuple(paths)

    @cached_property
    def _by_digest(self) -> dict[str, Source]:
        sources = collect(self._paths, ()).sources
        return {_digest(data): s for s in sources if (data := _read(s)) is not None}

    def of(self, report: Report) -> bytes | None:
        """The bytes that were graded; None where they are nowhere to be found."""
        data = handed_in(report.submission, report.sha256)
        found = self._by_digest.get(report.sha256)
        return data if data is not None or found is None else _read(found)


def _read(source: Source) -> bytes | None:
    try:
        return source.read()
    except SubmissionError:
        return None


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def refuse_bad_id(student: str) -> None:
    """AuthoringError where a student's id cannot be the name of a folder of nbgrader's."""
    if not student or student.startswith(".") or set(student) & set("/\\\0+*?[]"):
        raise AuthoringError(
            f"The student id {student!r} cannot be a folder of nbgrader's. Give plain ids on the "
            "roster, in its column id."
        )


def write_folders(course: Path, entry: Entry, data: bytes | None) -> None:
    """Put the submission into `submitted/`, and what became of it into `autograded/`."""
    refuse_bad_id(entry.student.id)
    name = entry.assignment.name
    submitted = course / "submitted" / entry.student.id / name
    autograded = course / "autograded" / entry.student.id / name
    beside = _beside(entry)
    if data is not None:
        beside[f"{name}.ipynb"] = data
    for file, content in beside.items():
        if not (submitted / file).exists():
            write_beside(submitted / file, content)
    # `release_feedback` opens a timestamp that comes from here, even where no time is known; in
    # submitted/ formgrader would stumble over an empty one.
    kept = {TIMESTAMP: b"", **{f: (submitted / f).read_bytes() for f in beside if f in _BESIDE}}
    for file, content in {**kept, f"{name}.ipynb": _autograded(entry, data)}.items():
        _write_if_new(autograded / file, content)


def _beside(entry: Entry) -> dict[str, bytes]:
    """The files that nbgrader's own `submit` leaves beside a notebook."""
    beside = {SECRET: secrets.token_hex(64).encode()}
    if entry.report.submitted:
        moment = parse_moment(entry.report.submitted).astimezone(UTC)
        beside[TIMESTAMP] = f"{moment:%Y-%m-%d %H:%M:%S.%f} UTC".encode()
    return beside


def _autograded(entry: Entry, data: bytes | None) -> bytes:
    if data is None:
        notebook = released_notebook(entry.assignment)
    else:
        notebook = normal_notebook(entry.assignment, entry.report.submission, data)
    text = json.dumps(with_verdict(notebook, entry.report), indent=1, sort_keys=True)
    return f"{text}\n".encode()


def _write_if_new(path: Path, data: bytes) -> None:
    if not path.is_file() or path.read_bytes() != data:
        write_beside(path, data)
