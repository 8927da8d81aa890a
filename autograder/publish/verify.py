"""Verifies an assignment as a whole: what is promised of every release, tried for real.

Grades the filled-in reference and the untouched release in the box, builds twice, looks for leaks
and runs the notebooks in Jupyter's own kernel. Releases are graded as they are built, from a
temporary folder, so that those of other conventions can be tried, too; none is left on disk.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from autograder.course import Assignment
from autograder.errors import AutograderError
from autograder.grading.grader import Grader
from autograder.grading.sources import Source
from autograder.publish.build import build, source_notebook
from autograder.publish.bundle import Bundle, notebook_bytes
from autograder.publish.cells import read_cells
from autograder.publish.kernel import run, until_first_blank
from autograder.publish.leaks import leaks
from autograder.publish.write import drift, write_release
from autograder.verdict import CheckStatus, Report, ReportStatus

_CELL = re.compile(r"cell '([^']+)'")


@dataclass(frozen=True)
class Finding:
    """One promise and what became of it: no problems means that it is kept."""

    promise: str
    problems: tuple[str, ...]


def cases(assignment: Assignment) -> tuple[Assignment, ...]:
    """What is to be verified: the assignment, and it under every other value of its conventions."""
    return (assignment, *assignment.alternatives())


def verify(assignment: Assignment, isolation: str) -> Iterator[Finding]:
    """Try every promise in turn. Only the values that the file puts in force are on disk."""
    try:
        built = build(assignment)
    except AutograderError as error:
        # Without a release there is nothing to try the other promises on.
        yield Finding("the release can be built", (str(error),))
        return
    for promise, attempt in _PROMISES:
        if attempt is _is_current and assignment.chosen:
            continue
        try:
            yield Finding(promise, tuple(attempt(assignment, built, isolation)))
        except AutograderError as error:
            yield Finding(promise, (str(error),))


def _is_current(assignment: Assignment, built: Bundle, isolation: str) -> list[str]:
    return drift(built, assignment.release)


def _is_reproducible(assignment: Assignment, built: Bundle, isolation: str) -> list[str]:
    again = build(assignment)
    changed = [name for name in built.files if built.files[name] != again.files.get(name)]
    return [f"{name} differs between two builds of the same sources." for name in changed]


def _gives_nothing_away(assignment: Assignment, built: Bundle, isolation: str) -> list[str]:
    return leaks(assignment, built)


def _reference_is_full(assignment: Assignment, built: Bundle, isolation: str) -> list[str]:
    data = notebook_bytes(source_notebook(assignment))
    report = _graded(assignment, built, data, isolation)
    if problems := _not_graded(report):
        return problems
    return [
        f"{exercise.name}: the reference loses {check.max_points:g} points at {check.name!r} "
        f"({check.status}): {check.message}"
        for exercise in report.exercises
        for check in exercise.checks
        if check.status is not CheckStatus.PASSED
    ]


def _blank_is_zero(assignment: Assignment, built: Bundle, isolation: str) -> list[str]:
    report = _graded(assignment, built, built.files[built.notebook], isolation)
    return _not_graded(report) or [
        f"{exercise.name}: the untouched release gets {check.points:g} points at {check.name!r}."
        for exercise in report.exercises
        for check in exercise.checks
        if check.points
    ]


def _reference_runs(assignment: Assignment, built: Bundle, isolation: str) -> list[str]:
    problems = run(source_notebook(assignment), _beside(built)).problems
    return _placed(assignment, problems)


def _release_runs(assignment: Assignment, built: Bundle, isolation: str) -> list[str]:
    import nbformat

    release = nbformat.reads(built.files[built.notebook].decode(), as_version=4)  # type: ignore[no-untyped-call]
    problems = run(until_first_blank(release), _beside(built)).problems
    return _placed(assignment, problems)


def _placed(assignment: Assignment, problems: Sequence[str]) -> list[str]:
    """The problems of a kernel's run, each with the line at which its cell begins."""
    lines = {cell.id: cell.line for cell in read_cells(assignment.notebook)}
    placed = []
    for problem in problems:
        named = _CELL.match(problem)
        line = lines.get(named[1]) if named else None
        placed.append(f"{assignment.notebook}:{line}: {problem}" if line else problem)
    return placed


_PROMISES: tuple[tuple[str, Callable[[Assignment, Bundle, str], list[str]]], ...] = (
    # First what is cheap, and what makes the rest pointless if it fails.
    ("what is committed in release/ is what the sources build", _is_current),
    ("two builds give the same bytes", _is_reproducible),
    ("nothing of reference/ is in the release", _gives_nothing_away),
    ("the filled-in reference gets full marks", _reference_is_full),
    ("the untouched release gets nothing", _blank_is_zero),
    ("the reference runs top to bottom in a Jupyter kernel", _reference_runs),
    ("the release runs up to the first blank in a Jupyter kernel", _release_runs),
)


def _beside(built: Bundle) -> dict[str, bytes]:
    return {name: data for name, data in built.files.items() if name != built.notebook}


def _graded(assignment: Assignment, built: Bundle, data: bytes, isolation: str) -> Report:
    """The report of a notebook that was done on the release as it is built."""
    with TemporaryDirectory(prefix="release-") as name:
        folder = Path(name, assignment.name)
        write_release(built, folder)
        with Grader.of(assignment, isolation, folder) as grader:
            return grader.grade_bytes(Source(f"{assignment.name}.ipynb", ""), data)


def _not_graded(report: Report) -> list[str]:
    return [] if report.status is ReportStatus.GRADED else [f"It was not graded: {report.reason}"]
