"""Finds out which assignment a submission is of, and keeps a grader for each."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePosixPath

from autograder.course import Assignment
from autograder.errors import AuthoringError, SubmissionError
from autograder.grading import notebook
from autograder.grading.grader import Grader
from autograder.grading.plan import defined_names, identify
from autograder.grading.sources import Source
from autograder.verdict import Report


class Router:
    """Grades submissions of any of the assignments. Close it after use."""

    def __init__(self, assignments: Sequence[Assignment], isolation: str) -> None:
        self.assignments = {assignment.name: assignment for assignment in assignments}
        self.isolation = isolation
        self._graders: dict[str, Grader] = {}

    def grade(self, source: Source, known_seed: str | None = None) -> Report | None:
        """Grade a source; None where `known_seed` shows that it was graded already."""
        return self._grader(self.choose(source)).grade(source, known_seed)

    def choose(self, source: Source) -> str:
        """The assignment that the source is of: the only one, or the one it says or looks like."""
        if len(self.assignments) == 1:
            return next(iter(self.assignments))
        try:
            read = notebook.read(source.name, source.read())
        except SubmissionError:
            return self._by_name(source) or self._any()
        if read.assignment in self.assignments:
            return str(read.assignment)
        return self._by_name(source) or self._by_content(read) or self._any()

    def _by_name(self, source: Source) -> str | None:
        parts = PurePosixPath(source.name)
        for word in (parts.stem, *reversed(parts.parts[:-1])):
            for name in self.assignments:
                if word == name or word.endswith(f"_{name}"):
                    return name
        return None

    def _by_content(self, read: notebook.Notebook) -> str | None:
        likeness = {name: self._likeness(name, read) for name in self.assignments}
        best = max(likeness, key=lambda name: likeness[name])
        return best if likeness[best] else None

    def _likeness(self, name: str, read: notebook.Notebook) -> int:
        release = self._grader(name).release
        asked = {n for c in release.cells if c.role == "solution" for n in defined_names(c.source)}
        own = {n for cell in read.cells for n in defined_names(cell.source)}
        return 10 * len(identify(read.cells, release)) + len(asked & own)

    def _any(self) -> str:
        # What cannot be read is ungradable under any name; it must be reported under one.
        return next(iter(self.assignments))

    def _grader(self, name: str) -> Grader:
        if name not in self._graders:
            self._graders[name] = Grader.of(self.assignments[name], self.isolation)
        return self._graders[name]

    def close(self) -> None:
        """End every grader."""
        for grader in self._graders.values():
            grader.close()


def released(assignments: Sequence[Assignment]) -> tuple[Assignment, ...]:
    """Those that have been released; AuthoringError if none has."""
    found = tuple(a for a in assignments if a.released_notebook.exists())
    if not found:
        names = ", ".join(a.name for a in assignments)
        raise AuthoringError(f"Nothing has been released of: {names}. Run `autograder release`.")
    return found
