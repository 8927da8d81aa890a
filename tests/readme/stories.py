"""How the README's commands are run in a test: in which order, with what at hand, and which cannot.

A story is the commands of some sections, run one after another in one copy of the course, as a
reader would. Everything that a test has to do differently from a reader stands in the tables here.
"""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

from shown import ROOT, Shown

from autograder.course import Course
from autograder.demo.sample import sample_class

STORIES = {
    "grading": ("For instructors", "Where the scores go", "Learning from a class"),
    "machines": ("For CI", "On many machines"),
    "own course": ("A course of your own",),
    "exchange": ("The exchange", "For students"),
}

# Not run here, with the reason; their words are parsed all the same (test_stories.py).
CANNOT = {
    "make demo": "run by test_readme.py in the repository itself, and its output compared",
    "autograder grade submitted/ -o graded --executor dask --scheduler tcp://head:8786": (
        "needs a cluster; tests/grading/test_cluster.py grades on one, a lost worker included"
    ),
    **dict.fromkeys(
        (
            "make image ENGINE=podman",
            "export ENGINE=podman",
            'export ENGINE_OPTIONS="--security-opt seccomp=unconfined '
            '--security-opt systempaths=unconfined"',
            ".ci/in-container doctor",
            ".ci/in-container grade submitted -o graded",
        ),
        "needs a container engine; tests/test_container.py has a stand-in for one",
    ),
}

# The same with less work, for what takes minutes or never ends by itself.
INSTEAD = {
    "autograder audit pysmorch": "autograder audit pysmorch/bias --seeds 1 --mutants 2 -j 1",
    "autograder audit": "autograder audit --seeds 1 --mutants 2 -j 1",
    "autograder demo -o /tmp/class": "autograder demo -o class",
}

# The exit code where it is not 0.
EXITS = {
    # The answer of the bank that is tried is wrong.
    "autograder try integrals/trapezoid reference": 1,
    # Somebody in the class has less than half of the points.
    "autograder grade submitted/ -o graded --fail-under 50": 1,
    # The notebook is still as it was fetched.
    "autograder check pysmorch/pysmorch.ipynb": 1,
}

# What goes on until it is stopped: the words that it prints once it is ready.
GOES_ON = {
    "autograder serve": "The exchange is at",
    "autograder try integrals/trapezoid --watch": "Waiting for a change",
}

# What a story gives besides exit codes: files that must be there afterwards.
LEAVES = {
    "grading": (
        "release/pysmorch/pysmorch.ipynb",
        "graded/results.jsonl",
        "graded/class.html",
        "graded/exports/moodle.csv",
        "pysmorch.zip",
        "nbgrader-course/gradebook.db",
    ),
    "machines": ("graded/results.jsonl", "graded/exports/junit.xml"),
    "own course": (
        "../mine/release/integrals/integrals.ipynb",
        "../mine/class/graded/class.html",
        "../taken/reference/problem1/square/solution.py",
    ),
    "exchange": ("pysmorch/pysmorch.ipynb", "pysmorch/receipt-pysmorch-1.json"),
}

SECONDS = 120  # for one command, on a machine that does other things, too
READY_SECONDS = 60


@dataclass
class Done:
    """A command's exit code and what it printed."""

    code: int
    out: str
    err: str = ""


@dataclass
class Reader:
    """Somebody who types commands in a folder; `cd` lasts. Close it to end what goes on.

    `answers` holds what is typed where a command asks, by its verb.
    """

    home: Path
    folder: Path
    port: int
    answers: dict[str, str] = field(default_factory=dict)
    _running: list[subprocess.Popen[str]] = field(default_factory=list)

    def type(self, command: str) -> Done:
        """Run a command to its end, or until it is ready."""
        for start, ready in GOES_ON.items():
            if command.startswith(start):
                return self._start(command, ready)
        there = self.home / ".pwd"
        here = f"cd {shlex.quote(str(self.folder))}"
        line = f"{here} && {{ {self._here(command)}\n}}; code=$?; pwd > {there}; exit $code"
        done = subprocess.run(
            ["bash", "-c", line],
            input=self.answers.get(command.split()[1], ""),
            capture_output=True,
            text=True,
            env=self._env(),
            timeout=SECONDS,
            check=False,
        )
        self.folder = Path(there.read_text().strip())
        return Done(done.returncode, done.stdout, done.stderr)

    def _start(self, command: str, ready: str) -> Done:
        log = self.home / f"log-{len(self._running)}"
        with log.open("w") as out:
            process = subprocess.Popen(
                ["bash", "-c", f"exec {command}"],
                cwd=self.folder,
                env=self._env(),
                stdout=out,
                stderr=subprocess.STDOUT,
                text=True,
            )
        self._running.append(process)
        end = time.monotonic() + READY_SECONDS
        while ready not in log.read_text():
            if process.poll() is not None or time.monotonic() > end:
                return Done(process.poll() or 1, log.read_text())
            time.sleep(0.1)
        return Done(0, log.read_text())

    def _here(self, command: str) -> str:
        return command.replace("https://lab.school", f"http://127.0.0.1:{self.port}")

    def _env(self) -> dict[str, str]:
        own = {
            "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
            "HOME": str(self.home),
            "AUTOGRADER_SERVE_PORT": str(self.port),
            "PYTHONUNBUFFERED": "1",
            "COLUMNS": "100",
        }
        return {k: v for k, v in os.environ.items() if not k.startswith("XDG_")} | own

    def close(self) -> None:
        """End what still runs."""
        for process in self._running:
            process.terminate()
        for process in self._running:
            process.wait(30)


def reader(story: str, folder: Path) -> Reader:
    """A reader in a copy of the course, with what the story's commands name at hand."""
    course = folder / "course"
    for name in ("assignments", "reference", "release"):
        shutil.copytree(ROOT / name, course / name, ignore=shutil.ignore_patterns("__pycache__"))
    _AT_HAND[story](course)
    return Reader(folder, course, _free_port())


def _grading(course: Path) -> None:
    lab = Course(ROOT).assignment("pysmorch")
    samples = sample_class(lab, json.loads(lab.released_notebook.read_text("utf-8")))
    (course / "submitted").mkdir()
    for sample in samples[:4]:
        (course / "submitted" / sample.file).write_bytes(sample.data)
    (course / "submitted" / "odd.ipynb").write_bytes(lab.released_notebook.read_bytes())
    (course / "foreign").mkdir()
    shutil.copy(ROOT / "tests/course/foreign/modules_careful.py", course / "foreign/zoe.py")


def _own(course: Path) -> None:
    import nbformat

    new = nbformat.v4
    about = {"schema_version": 3, "locked": False, "task": False}
    solution = about | {"grade_id": "square", "grade": False, "solution": True}
    test = about | {"grade_id": "square-test", "grade": True, "solution": False, "points": 2}
    code = "def square(x):\n    ### BEGIN SOLUTION\n    return x * x\n    ### END SOLUTION"
    source = course.parent / "source/ps1/problem1.ipynb"
    source.parent.mkdir(parents=True)
    cells = [
        new.new_code_cell(code, metadata={"nbgrader": solution}),
        new.new_code_cell("assert square(3) == 9", metadata={"nbgrader": test}),
    ]
    nbformat.write(new.new_notebook(cells=cells), source)


def _exchange(course: Path) -> None:
    (course / "class.csv").write_text("student,name\nada,Ada\nben,Ben\n")


_AT_HAND = {"grading": _grading, "machines": _grading, "own course": _own, "exchange": _exchange}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def expected_exit(command: str) -> int:
    """The exit code that the README's command must have."""
    return next((code for start, code in EXITS.items() if command.startswith(start)), 0)


def token_of(student: str, out: str) -> str:
    """The token that `roster token` printed for a student."""
    found = re.search(rf"^{student},(\S+)", out, re.MULTILINE)
    assert found, out
    return found[1]


def told(one: Shown) -> str:
    """The command that is run for the one that is shown."""
    return INSTEAD.get(one.command, one.command)
