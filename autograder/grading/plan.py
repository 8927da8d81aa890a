"""Decides what to run of a submission, and where in it each exercise is asked.

Given cells are restored from the release, the release's own test and picture cells are skipped,
everything else runs as the student left it, in the student's order. A plan is data for the box
and holds nothing that a student must not see.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from autograder.errors import SubmissionError
from autograder.grading.notebook import Cell, Notebook
from autograder.grading.release import Release, ReleasedCell

END = ""  # the checkpoint after the last cell
RESTORED = 1_000_000  # numbers from here on are given cells that the student's file lacks


@dataclass(frozen=True)
class Step:
    """Run a cell, or remember the names as they stand (`checkpoint`, an exercise or END)."""

    cell: int = 0
    source: str = ""
    checkpoint: str | None = None
    own: bool = True


@dataclass(frozen=True)
class Plan:
    """The steps, and for each exercise the checkpoint at which it is asked.

    `solved_in` names for each exercise the cells that hold the student's answer, where the release
    says which these are and the student has written there.
    """

    steps: tuple[Step, ...]
    asked_at: dict[str, str]
    foreign: bool
    solved_in: dict[str, tuple[int, ...]] = field(default_factory=dict)


def make_plan(notebook: Notebook, release: Release) -> Plan:
    """The plan for a submission. Raises SubmissionError where it is of another assignment."""
    if notebook.assignment not in (None, release.assignment):
        raise SubmissionError(
            f"This is the notebook of {notebook.assignment}, not of {release.assignment}."
        )
    known = identify(notebook.cells, release)
    if is_foreign(notebook, release, known):
        return _foreign_plan(notebook, release)
    return _own_plan(notebook, release, known)


def is_foreign(notebook: Notebook, release: Release, known: dict[int, ReleasedCell]) -> bool:
    """Whether the work was not done in our notebook: nothing says so, and little looks like it."""
    if notebook.assignment == release.assignment:
        return False
    return 2 * len(known) < len([cell for cell in release.cells if cell.role != "solution"])


def identify(cells: Iterable[Cell], release: Release) -> dict[int, ReleasedCell]:
    """Which of the student's cells, by number, stands for which cell of the release.

    By nbgrader's id, then by the cell's id, then by an equal text (metadata may be lost). Of
    several cells with one id, the one that carries it as its own counts, else the first; the
    others are the student's own copies, unless they are of a solution, which may be split.
    """
    by_id = {cell.id: cell for cell in release.cells}
    by_text = {_normal(cell.source): cell for cell in release.cells}
    found: dict[int, ReleasedCell] = {}
    taken: dict[str, int] = {}
    for cell in cells:
        match = by_id.get(cell.grade_id or "") or by_id.get(cell.id or "")
        match = match or by_text.get(_normal(cell.source))
        if match is None:
            continue
        if match.role != "solution" and match.id in taken:
            if cell.id != match.id:
                continue
            del found[taken[match.id]]
        taken[match.id] = cell.number
        found[cell.number] = match
    return found


def _own_plan(notebook: Notebook, release: Release, known: dict[int, ReleasedCell]) -> Plan:
    after = _missing_given(release, known)
    solved_in = _solved_in(notebook, release, known)
    ends = _ends(release, known, solved_in)
    steps = [*after.get(None, [])]
    for cell in notebook.cells:
        released = known.get(cell.number)
        if released is None or released.role == "solution":
            steps.append(Step(cell.number, cell.source))
        elif released.role == "given":
            steps.append(Step(cell.number, released.source, own=False))
        steps += after.get(released.id, []) if released else []
        steps += [Step(checkpoint=name) for name, number in ends.items() if number == cell.number]
    steps.append(Step(checkpoint=END))
    asked_at = {name: name if name in ends else END for name in release.exercises}
    return Plan(tuple(steps), asked_at, foreign=False, solved_in=solved_in)


def _missing_given(
    release: Release, known: dict[int, ReleasedCell]
) -> dict[str | None, list[Step]]:
    """Given cells that the student's file lacks, by the cell of the release that they follow."""
    present = {cell.id for cell in known.values()}
    after: dict[str | None, list[Step]] = {}
    last: str | None = None
    for number, cell in enumerate(release.cells):
        if cell.id in present:
            last = cell.id
        elif cell.role == "given":
            step = Step(RESTORED + number, cell.source, own=False)
            after.setdefault(last, []).append(step)
    return after


def _ends(
    release: Release, known: dict[int, ReleasedCell], solved_in: dict[str, tuple[int, ...]]
) -> dict[str, int]:
    """For each exercise the number of the cell after which it is asked; absent means at the end.

    That is its test cell, or its solution cell where that stands below. An exercise whose solution
    cell is untouched may have been solved in a cell of the student's own: it is asked at the end.
    """
    ends: dict[str, int] = {}
    for exercise in release.exercises:
        mine = {n: cell for n, cell in known.items() if cell.exercise == exercise}
        tests = [n for n, cell in mine.items() if cell.role == "test"]
        solutions = [n for n, cell in mine.items() if cell.role == "solution"]
        if tests and solved_in[exercise]:
            ends[exercise] = max(tests + solutions)
    return ends


def _solved_in(
    notebook: Notebook, release: Release, known: dict[int, ReleasedCell]
) -> dict[str, tuple[int, ...]]:
    """For each exercise the numbers of its solution cells that somebody has written in.

    One that was emptied counts as blank: the answer may stand in a cell of the student's own.
    """
    blanks = {"", *(_normal(cell.source) for cell in release.cells if cell.role == "solution")}
    touched: dict[str, tuple[int, ...]] = dict.fromkeys(release.exercises, ())
    for cell in notebook.cells:
        released = known.get(cell.number)
        if released is None or released.role != "solution" or released.exercise is None:
            continue
        if _normal(cell.source) not in blanks:
            earlier = touched.get(released.exercise, ())
            touched[released.exercise] = (*earlier, cell.number)
    return touched


def _foreign_plan(notebook: Notebook, release: Release) -> Plan:
    given = [
        Step(RESTORED + number, cell.source, own=False)
        for number, cell in enumerate(release.cells)
        if cell.role == "given"
    ]
    own = [Step(cell.number, cell.source) for cell in notebook.cells]
    steps = (*given, *own, Step(checkpoint=END))
    return Plan(steps, dict.fromkeys(release.exercises, END), foreign=True)


def _normal(source: str) -> str:
    return "\n".join(line.rstrip() for line in source.strip().split("\n"))
