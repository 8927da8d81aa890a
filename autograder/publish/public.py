"""Runs the public tests of a student's notebook, as the student's own Jupyter would.

Needs no course, no box and no secret: only the notebook and the files handed out beside it. What
passes here may still lose points to hidden checks.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbformat.notebooknode import NotebookNode

from autograder.errors import SubmissionError
from autograder.publish.kernel import run

LARGEST = 64 * 1024 * 1024  # bytes of a file beside the notebook; larger ones are nobody's data


@dataclass(frozen=True)
class PublicTest:
    """One public test: its exercise, and what it raised (empty where it passed)."""

    exercise: str
    problem: str

    @property
    def passed(self) -> bool:
        """Whether the test cell ran to its end."""
        return not self.problem


def run_public_tests(path: Path, timeout: int = 120) -> list[PublicTest]:
    """Run the notebook in a Jupyter kernel and report its public tests in order.

    Raises SubmissionError for what is no notebook of ours, or holds no test cell any more.
    """
    notebook = _read(path)
    executed = run(notebook, _beside(path), timeout=timeout)
    tests = list(_tests(executed.notebook))
    if not tests:
        raise SubmissionError(
            f"{path} holds no public test: its cells have lost their metadata, or it is another "
            "notebook. Copy your cells into a fresh copy of the notebook that was handed out."
        )
    return tests


def _read(path: Path) -> NotebookNode:
    try:
        reads: NotebookNode = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
    except (OSError, ValueError, KeyError, AttributeError) as error:
        raise SubmissionError(f"{path} cannot be read as a notebook: {error}") from error
    return reads


def _beside(path: Path) -> dict[str, bytes]:
    """The files handed out beside the notebook: Python files, and everything below `data/`."""
    folder = path.resolve().parent
    found = [*folder.glob("*.py"), *(folder / "data").rglob("*")]
    small = [p for p in found if p.is_file() and p.stat().st_size <= LARGEST]
    return {str(p.relative_to(folder)): p.read_bytes() for p in small}


def _tests(notebook: NotebookNode) -> Iterator[PublicTest]:
    for cell in notebook.cells:
        own = cell.metadata.get("autograder", {})
        if own.get("role") == "test":
            yield PublicTest(own["exercise"], _problem(cell))


def _problem(cell: NotebookNode) -> str:
    errors = [output for output in cell.outputs if output.output_type == "error"]
    if errors:
        return f"{errors[0].ename}: {errors[0].evalue}".rstrip(": ")
    # A kernel that died above leaves the cells below without a count.
    return "" if cell.execution_count is not None else "it was not run: a cell above ended the run"
