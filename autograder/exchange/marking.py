"""Grades one job: with the checks as they stand on disk, and the newest release of its lab.

A fault of ours becomes a report without a score that says so. When the checks on disk have changed
since they were loaded, `Outdated` asks for a new process: a module once imported stays as it was.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from autograder.course import Assignment, Course, read_assignment
from autograder.errors import AutograderError
from autograder.exchange.blobs import Lost
from autograder.exchange.handouts import Handout, handout, unpack
from autograder.exchange.queue import MOST_TRIES, Job
from autograder.exchange.receipts import moment_text
from autograder.exchange.store import Store
from autograder.grading.fault import fault
from autograder.grading.grader import Grader
from autograder.grading.sources import Source
from autograder.verdict import Report


class Outdated(Exception):
    """The checks that this process has loaded are not those on disk any more."""


class Marker:
    """Grades jobs of any lab; keeps a warm grader for each. Close it after use."""

    def __init__(self, store: Store, course: Path, isolation: str) -> None:
        self.store, self.course, self.isolation = store, course, isolation
        self._graders: dict[str, tuple[int, Grader]] = {}
        self._loaded: dict[str, str] = {}

    def mark(self, job: Job) -> tuple[Report, int]:
        """The job's report and the number of the release that it was graded with."""
        with self.store.database.read() as connection:
            release = handout(connection, job.lab)
        source = Source(job.filename, "", student=job.student, submitted=moment_text(job.received))
        if job.tries > MOST_TRIES:
            reason = f"The grading process died {MOST_TRIES} times at this submission."
            return fault(source, reason, self.isolation, job.lab), release.id
        try:
            data = self.store.blobs.read(job.sha256)
            return self._grader(release).grade_bytes(source, data), release.id
        except (AutograderError, Lost) as error:
            return fault(source, str(error), self.isolation, job.lab), release.id
        except Outdated:
            raise
        except Exception as error:  # no submission may stop the queue
            reason = f"{type(error).__name__}: {error}"
            return fault(source, reason, self.isolation, job.lab), release.id

    def _grader(self, release: Handout) -> Grader:
        lab = release.lab
        number, grader = self._graders.get(lab, (None, None))
        state = fingerprint(self.course, lab)
        if self._loaded.setdefault(lab, state) != state:
            raise Outdated(lab)
        if grader is None or number != release.id:
            if grader is not None:
                grader.close()
            folder = unpack(self.store, release)
            grader = Grader.of(self._assignment(lab), self.isolation, folder)
            self._graders[lab] = (release.id, grader)
        return grader

    def _assignment(self, lab: str) -> Assignment:
        path = self.course / "assignments" / lab / "assignment.toml"
        return read_assignment(path) if path.is_file() else Course(self.course).assignment(lab)

    def close(self) -> None:
        """End every grader."""
        for _, grader in self._graders.values():
            grader.close()
        self._graders.clear()


def fingerprint(course: Path, lab: str) -> str:
    """Changes whenever a file that decides about grades is written."""
    digest = hashlib.sha256()
    for path in _deciding(course, lab):
        found = path.stat()
        digest.update(f"{path}\0{found.st_mtime_ns}\0{found.st_size}\n".encode())
    return digest.hexdigest()


def _deciding(course: Path, lab: str) -> Iterator[Path]:
    yield from sorted((course / "reference" / lab).rglob("*.py"))
    toml = course / "assignments" / lab / "assignment.toml"
    if toml.is_file():
        yield toml
