"""What grading leaves on disk: OUT/results.jsonl and OUT/reports/, safe against being killed.

Each report is appended as soon as it is there. At the end the lines are put into the order of the
submissions, written beside and renamed. A line that was cut off by a kill is dropped on resuming.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from autograder.disk import safe_name, write_beside
from autograder.errors import AuthoringError
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
    """The results of one run, open for writing. Use as a context manager."""

    def __init__(self, out: Path, *, resume: bool) -> None:
        self.path = out / RESULTS
        try:
            (out / REPORTS).mkdir(parents=True, exist_ok=True)
            self._file = self.path.open("r+b" if resume and self.path.exists() else "w+b")
        except OSError as error:
            raise AuthoringError(
                f"Results cannot be written to {out}: {error.strerror}. Name another folder "
                "with -o."
            ) from error
        self.lines: dict[str, Line] = {}
        self._read()

    def _read(self) -> None:
        offset = 0
        for line in self._file:
            try:
                if not line.endswith(b"\n"):
                    raise ValueError("cut off")
                plain = json.loads(line)
                known = Line(offset, len(line), plain["seed"], plain["status"])
                self.lines[plain["submission"]] = known
            except (ValueError, KeyError, TypeError):
                break
            offset += len(line)
        self._file.truncate(offset)

    def known_seed(self, submission: str) -> str | None:
        """The seed of a report that need not be made again; a grader error must be."""
        line = self.lines.get(submission)
        finished = line is not None and line.status != ReportStatus.GRADER_ERROR
        return line.seed if line is not None and finished else None

    def add(self, report: Report) -> None:
        """Append a report, and write it to a file of its own."""
        data = report.to_json().encode() + b"\n"
        offset = self._file.seek(0, os.SEEK_END)
        self._file.write(data)
        self._file.flush()
        self.lines[report.submission] = Line(offset, len(data), report.seed, report.status)
        write_beside(self.path.parent / REPORTS / f"{safe_name(report.submission)}.json", data)

    def finish(self, order: Iterable[str]) -> None:
        """Put the lines into the order of the submissions, once each, dropping all others."""
        lines = [self.lines[name] for name in order if name in self.lines]
        beside = self.path.with_name(f".{RESULTS}.new")
        with beside.open("wb") as file:
            for line in lines:
                self._file.seek(line.offset)
                file.write(self._file.read(line.length))
            file.flush()
            os.fsync(file.fileno())
        beside.replace(self.path)

    def __enter__(self) -> Journal:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._file.close()


def read_results(out: Path) -> Iterator[Report]:
    """The reports of a finished run, one at a time."""
    path = out / RESULTS
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
