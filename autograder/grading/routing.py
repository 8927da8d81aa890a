"""Finds out which assignment a submission is of, and keeps a grader for each."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePosixPath

from autograder.course import Assignment
from autograder.errors import SubmissionError
from autograder.grading import notebook
from autograder.grading.grader import Grader
from autograder.grading.names import defined_names
from autograder.grading.plan import identify
from autograder.grading.release import Release
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
        try:
            name = self.choose(source)
        except SubmissionError as error:
            return self._grader(self._any()).refuse(source, str(error))
        return self._grader(name).grade(source, known_seed)

    def choose(self, source: Source) -> str:
        """The assignment that the source is of: the only one, or the one it says or looks like.

        SubmissionError where it can be read and looks like none, or like several.
        """
        if len(self.assignments) == 1:
            return next(iter(self.assignments))
        try:
            read = notebook.read(source.name, source.read())
        except SubmissionError:
            return self._by_name(source) or self._any()
        if read.assignment in self.assignments:
            return str(read.assignment)
        return self._by_name(source) or self._by_content(read)

    def _by_name(self, source: Source) -> str | None:
        parts = PurePosixPath(source.name)
        for word in (parts.stem, *reversed(parts.parts[:-1])):
            for name in self.assignments:
                if word == name or word.endswith(f"_{name}"):
                    return name
        return None

    def _by_content(self, read: notebook.Notebook) -> str:
        own = {n for cell in read.cells for n in defined_names(cell.source)}
        likeness = {name: self._likeness(name, read, own) for name in self.assignments}
        most = max(likeness.values())
        likely = [name for name in likeness if likeness[name] == most]
        if not any(most):
            raise SubmissionError(
                f"It defines none of the names that {_or(list(self.assignments))} ask for, so it "
                "cannot be told which of them it is of. Name it: `autograder grade -a NAME`."
            )
        if len(likely) > 1:
            raise SubmissionError(
                f"By the names that it defines it could be of {_or(likely)}. Name it: "
                "`autograder grade -a NAME`."
            )
        return likely[0]

    def _likeness(self, name: str, read: notebook.Notebook, own: set[str]) -> tuple[int, int]:
        """How much is like the assignment: cells and asked names; and then given names."""
        release = self._grader(name).release
        asked, given = _names(release, "solution"), _names(release, "given")
        return 10 * len(identify(read.cells, release)) + len(asked & own), len(given & own)

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


def _names(release: Release, role: str) -> set[str]:
    return {n for cell in release.cells if cell.role == role for n in defined_names(cell.source)}


def _or(names: Sequence[str]) -> str:
    return " or ".join(names)
