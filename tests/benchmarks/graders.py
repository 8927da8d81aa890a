"""The graders that are compared: each takes the same notebooks and is measured from outside.

Each raises RuntimeError where it did not grade all of them as complete: a fast wrong grader is no
grader.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import measured
import nbformat
import otter_tests
from measured import Measured

from autograder.course import Assignment
from autograder.publish.build import source_notebook

BIN = Path(sys.executable).parent
HERE = Path(__file__).parent
OTTER_PACKAGES = ("otter-grader", "numpy", "scipy", "matplotlib", "msgpack", "ipykernel")


@dataclass(frozen=True)
class Row:
    """A line of the table: how many notebooks a grader graded, and what that took."""

    name: str
    count: int
    taken: Measured
    workers: int = 1


def ours(
    assignment: Assignment, notebooks: Sequence[Path], folder: Path, isolation: str, jobs: int
) -> Row:
    """`autograder grade`, start-up and all."""
    out = folder / "graded"
    shutil.rmtree(out, ignore_errors=True)
    submitted = folder / "submitted"
    shutil.rmtree(submitted, ignore_errors=True)
    submitted.mkdir(parents=True)
    for path in notebooks:
        os.link(path, submitted / path.name)
    command = [BIN / "autograder", "--course", assignment.root, "grade", submitted, "-o", out]
    options = ["-a", assignment.name, "-j", str(jobs), "--isolation", isolation]
    taken = measured.run([*command, *options])
    with (out / "results.jsonl").open() as lines:
        reports = [json.loads(line) for line in lines]
    _expect_all(len(notebooks), sum(r["score"] == r["max_score"] for r in reports), "autograder")
    return Row(f"autograder grade --isolation {isolation}", len(notebooks), taken, jobs)


def floor(assignment: Assignment, notebooks: Sequence[Path]) -> Row:
    """The same cells and checks in one process; its processor time is without start-up."""
    command = [sys.executable, HERE / "in_process.py", assignment.root, assignment.name]
    done = subprocess.run(
        [*command, *notebooks], check=True, capture_output=True, text=True, cwd=assignment.root
    )
    seconds = float(done.stdout.split()[-1])
    return Row("no box: cells, checks, one process", len(notebooks), _only(seconds))


def _only(seconds: float) -> Measured:
    return Measured(seconds, seconds, 0.0, 0.0)


def nbgrader(assignment: Assignment, notebooks: Sequence[Path], folder: Path, how: str) -> Row:
    """nbgrader's own tests of the notebook: by its command in one batch, or by its Python API."""
    course = _nbgrader_course(assignment, notebooks, folder)
    if how == "command":
        command = [BIN / "nbgrader", "autograde", assignment.name]
    else:
        command = [sys.executable, "-c", _API, assignment.name, *[p.stem for p in notebooks]]
    taken = measured.run(command, _path(), course)
    graded = list((course / "autograded").glob(f"*/{assignment.name}/*.ipynb"))
    _expect_all(len(notebooks), len(graded), "nbgrader")
    return Row(f"nbgrader autograde, by its {how}", len(notebooks), taken)


_API = """
import sys
from nbgrader.apps.api import NbGraderAPI
from nbgrader.coursedir import CourseDirectory
from traitlets.config import Config

config = Config()
config.CourseDirectory.course_id = "bench"
api = NbGraderAPI(CourseDirectory(config=config), config=config)
for student in sys.argv[2:]:
    done = api.autograde(sys.argv[1], student)
    if not done["success"]:
        raise SystemExit(done["log"])
"""


def _nbgrader_course(assignment: Assignment, notebooks: Sequence[Path], folder: Path) -> Path:
    course = folder / "nbgrader"
    shutil.rmtree(course, ignore_errors=True)
    source = course / "source" / assignment.name
    source.mkdir(parents=True)
    (course / "nbgrader_config.py").write_text(
        "c = get_config()\nc.CourseDirectory.course_id = 'bench'\n"
        f"c.CourseDirectory.root = {str(course)!r}\n"
    )
    nbformat.write(source_notebook(assignment), source / f"{assignment.name}.ipynb")
    _ship(assignment, source)
    measured.run([BIN / "nbgrader", "generate_assignment", assignment.name], _path(), course)
    for path in notebooks:
        submitted = course / "submitted" / path.stem / assignment.name
        submitted.mkdir(parents=True)
        shutil.copy(path, submitted / f"{assignment.name}.ipynb")
        _ship(assignment, submitted)
    return course


def otter(assignment: Assignment, notebooks: Sequence[Path], folder: Path) -> Row:
    """`otter run`, a notebook at a time, which is how it runs without containers."""
    home = otter_home(folder)
    work = folder / "otter"
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir()
    archive = otter_tests.write(assignment, work, home / "bin" / "otter")
    for path in notebooks:
        (work / path.stem).mkdir()
    script = work / "all.sh"
    lines = [
        f"{home}/bin/otter run --no-logo -a {archive} -o {work / path.stem} {path}"
        for path in notebooks
    ]
    script.write_text("set -e\n" + "\n".join(lines) + "\n")
    path = f"{home}/bin{os.pathsep}{os.environ['PATH']}"
    taken = measured.run(["sh", script], {"PATH": path}, work)
    full = sum(_is_full(work / p.stem / "results.json") for p in notebooks)
    _expect_all(len(notebooks), full, "otter")
    return Row("otter run, one by one", len(notebooks), taken)


def otter_home(folder: Path) -> Path:
    """Otter's own virtual environment, made at the first use: what it needs clashes with ours."""
    home = folder / "otter-venv"
    if not (home / "bin" / "otter").exists():
        subprocess.run([sys.executable, "-m", "venv", home], check=True)
        pip = [home / "bin" / "python", "-m", "pip", "install", "--quiet"]
        subprocess.run([*pip, *OTTER_PACKAGES], check=True)
    return home


def _is_full(results: Path) -> bool:
    tests = json.loads(results.read_text())["tests"]
    return bool(tests) and all(test.get("status") != "failed" for test in tests)


def _ship(assignment: Assignment, folder: Path) -> None:
    for name, path in assignment.shipped().items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, folder / name)


def _path() -> dict[str, str]:
    # nbgrader calls alembic by name.
    return {"PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}"}


def _expect_all(wanted: int, got: int, who: str) -> None:
    if wanted != got:
        raise RuntimeError(f"{who} graded {got} of {wanted} complete notebooks as complete")
