"""What grading leaves on disk: OUT/results.jsonl and OUT/reports/, safe against being killed.

Each report is appended as soon as it is there. At the end the lines are put into the order of the
submissions, written beside and renamed. A line that was cut off by a kill is dropped on resuming.
A shard writes OUT/shards/I-of-N.jsonl instead, so that many may share one OUT; a run of the whole
that resumes takes up what the shards have left.
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from autograder.disk import safe_name, write_beside
from autograder.errors import AuthoringError, GraderError
from autograder.grading.shards import FOLDER, Shard
from autograder.verdict import Report, ReportStatus

RESULTS = "results.jsonl"
REPORTS = "reports"


@dataclass(frozen=True)
class Line:
    """Where a report stands in results.jsonl, and what is needed without reading it again."""

    offset: int
    length: int
    seed: str
    status: str


class Journal:
    """The results of one run, or of one shard of it, open for writing. Use as a context manager."""

    def __init__(self, out: Path, *, resume: bool, shard: Shard | None = None) -> None:
        self.path = out / (shard.results if shard else RESULTS)
        self._reports = out / REPORTS
        try:
            self._reports.mkdir(parents=True, exist_ok=True)
            self.path.parent.mkdir(exist_ok=True)
            self._file = self.path.open("r+b" if resume and self.path.exists() else "w+b")
        except OSError as error:
            raise AuthoringError(
                f"Results cannot be written to {out}: {error.strerror}. Name another folder "
                "with -o."
            ) from error
        self.lines: dict[str, Line] = {}
        self._read()
        if resume and shard is None:
            self._take_up(out / FOLDER)

    def _read(self) -> None:
        offset = 0
        for line, submission, seed, status in _whole_lines(self._file):
            self.lines[submission] = Line(offset, len(line), seed, status)
            offset += len(line)
        self._file.truncate(offset)

    def _take_up(self, folder: Path) -> None:
        """Add what shards have left here and this run does not know."""
        for path in sorted(folder.glob("*.jsonl")):
            with path.open("rb") as file:
                for line, submission, seed, status in _whole_lines(file):
                    if self.known_seed(submission) is None:
                        self._append(line, submission, seed, status)

    def known_seed(self, submission: str) -> str | None:
        """The seed of a report that need not be made again; a grader error must be."""
        line = self.lines.get(submission)
        finished = line is not None and line.status != ReportStatus.GRADER_ERROR
        return line.seed if line is not None and finished else None

    def add(self, report: Report) -> None:
        """Append a report, and write it to a file of its own. GraderError if there is no room."""
        data = report.to_json().encode() + b"\n"
        with self._still_writable():
            # The file first: whoever is killed in between has not told yet that it is there.
            write_beside(self._reports / f"{safe_name(report.submission)}.json", data)
            self._append(data, report.submission, report.seed, report.status)

    def _append(self, line: bytes, submission: str, seed: str, status: str) -> None:
        offset = self._file.seek(0, os.SEEK_END)
        self._file.write(line)
        self._file.flush()
        self.lines[submission] = Line(offset, len(line), seed, status)

    def finish(self, order: Iterable[str]) -> None:
        """Put the lines into the order of the submissions, once each, dropping all others."""
        with self._still_writable():
            self._put([self.lines[name] for name in order if name in self.lines])

    def _put(self, lines: Iterable[Line]) -> None:
        beside = self.path.with_name(f".{self.path.name}.new")
        with beside.open("wb") as file:
            for line in lines:
                self._file.seek(line.offset)
                file.write(self._file.read(line.length))
            file.flush()
            os.fsync(file.fileno())
        beside.replace(self.path)

    @contextlib.contextmanager
    def _still_writable(self) -> Iterator[None]:
        """Raise GraderError, which says how to go on, where OUT is full or gone."""
        try:
            if os.fstat(self._file.fileno()).st_nlink == 0:
                raise FileNotFoundError(errno.ENOENT, "it was removed while we graded")
            yield
        except OSError as error:
            raise GraderError(
                f"Results can no longer be written to {self.path}: {error.strerror}. What is there "
                "is whole; when there is room again, go on with --resume."
            ) from error

    def __enter__(self) -> Journal:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            self._file.close()
        except OSError:  # what could not be written before cannot be written now
            if error is None:
                raise


def _whole_lines(file: Iterable[bytes]) -> Iterator[tuple[bytes, str, str, str]]:
    """Each line with its submission, seed and status, up to the first that is cut off."""
    for line in file:
        try:
            if not line.endswith(b"\n"):
                return
            plain = json.loads(line)
            yield line, plain["submission"], plain["seed"], plain["status"]
        except (ValueError, KeyError, TypeError):
            return


def read_results(out: Path, name: str = RESULTS) -> Iterator[Report]:
    """The reports of a finished run, one at a time; `name` is the file in OUT."""
    path = out / name
    try:
        with path.open(encoding="utf-8") as file:
            for line in file:
                yield Report.from_json(line)
    except FileNotFoundError as error:
        raise AuthoringError(
            f"There is no {path}. Grade into this folder first: autograder grade PATH -o {out}"
        ) from error
    except (ValueError, KeyError, TypeError) as error:
        raise AuthoringError(f"{path} is damaged: {error}. Grade again.") from error
