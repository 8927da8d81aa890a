"""Submissions per second, ours beside stock nbgrader, on the same notebooks in the same run.

    python tests/benchmarks/throughput.py [--ours 200] [--nbgrader 6] [--jobs 2]

Both grade copies of one complete solution of `pysmorch`, told apart by a comment. nbgrader runs
from its command line in one batch, as its users run it; each rate counts everything, start-up
included.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import nbformat

from autograder.course import Assignment, Course
from autograder.publish.build import source_notebook
from autograder.publish.bundle import notebook_bytes

ROOT = Path(__file__).resolve().parents[2]
BIN = Path(sys.executable).parent


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--ours", type=int, default=200, help="copies that we grade")
    parser.add_argument("--nbgrader", type=int, default=6, help="copies that nbgrader grades")
    parser.add_argument("--jobs", type=int, default=2)
    wanted = parser.parse_args()
    assignment = Course(ROOT).assignment("pysmorch")
    with tempfile.TemporaryDirectory() as folder:
        rows = [
            ("autograder grade", wanted.ours, ours(assignment, Path(folder), wanted)),
            ("nbgrader autograde", wanted.nbgrader, theirs(assignment, Path(folder), wanted)),
        ]
    base = rows[-1][1] / rows[-1][2]
    print(f"{'':22} {'submissions':>12} {'seconds':>9} {'per second':>11} {'ratio':>7}")
    for name, count, seconds in rows:
        rate = count / seconds
        print(f"{name:22} {count:>12} {seconds:>9.1f} {rate:>11.2f} {rate / base:>7.1f}")


def copies(assignment: Assignment, count: int) -> list[bytes]:
    """Complete solutions that differ in a comment."""
    notebook = source_notebook(assignment)
    texts = []
    for number in range(count):
        notebook.cells[-1].source += "" if number == 0 else f"\n# copy {number}"
        texts.append(notebook_bytes(notebook))
    return texts


def ours(assignment: Assignment, folder: Path, wanted: argparse.Namespace) -> float:
    """Seconds for `autograder grade` over all copies, in one process tree."""
    submitted = folder / "ours"
    submitted.mkdir()
    for number, data in enumerate(copies(assignment, wanted.ours)):
        (submitted / f"student{number:04}.ipynb").write_bytes(data)
    out = folder / "graded"
    command = [BIN / "autograder", "--course", ROOT, "grade", submitted, "-o", out]
    started = time.perf_counter()
    subprocess.run([*command, "-j", str(wanted.jobs)], check=True, stdout=subprocess.DEVNULL)
    seconds = time.perf_counter() - started
    scores = [json.loads(line)["score"] for line in (out / "results.jsonl").open()]
    assert len(scores) == wanted.ours
    assert set(scores) == {100}, "every copy is complete"
    return seconds


def theirs(assignment: Assignment, folder: Path, wanted: argparse.Namespace) -> float:
    """Seconds for one `nbgrader autograde` over all copies; setting up is not counted."""
    course = folder / "nbgrader"
    source = course / "source" / assignment.name
    source.mkdir(parents=True)
    (course / "nbgrader_config.py").write_text(
        f"c = get_config()\nc.CourseDirectory.course_id = 'bench'\n"
        f"c.CourseDirectory.root = {str(course)!r}\n"
    )
    notebook = source_notebook(assignment)
    nbformat.write(notebook, source / f"{assignment.name}.ipynb")
    for name, path in assignment.shipped().items():
        (source / name).parent.mkdir(exist_ok=True)
        (source / name).write_bytes(path.read_bytes())
    _nbgrader(course, "generate_assignment", assignment.name)
    for number, data in enumerate(copies(assignment, wanted.nbgrader)):
        submitted = course / "submitted" / f"student{number:04}" / assignment.name
        submitted.mkdir(parents=True)
        (submitted / f"{assignment.name}.ipynb").write_bytes(data)
        for name, path in assignment.shipped().items():
            (submitted / name).parent.mkdir(exist_ok=True)
            (submitted / name).write_bytes(path.read_bytes())
    started = time.perf_counter()
    _nbgrader(course, "autograde", assignment.name)
    seconds = time.perf_counter() - started
    graded = list((course / "autograded").glob(f"*/{assignment.name}/*.ipynb"))
    assert len(graded) == wanted.nbgrader, "nbgrader graded every copy"
    return seconds


def _nbgrader(course: Path, *arguments: str) -> None:
    # nbgrader calls alembic by name.
    path = f"{BIN}{os.pathsep}{os.environ['PATH']}"
    subprocess.run(
        [BIN / "nbgrader", *arguments],
        cwd=course,
        env={**os.environ, "PATH": path},
        check=True,
        capture_output=True,
    )


if __name__ == "__main__":
    main()
