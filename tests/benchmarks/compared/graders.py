"""Three graders of the same small lab, each set up as its own documentation says.

One exercise, `half(x)`, worth 4 points. Every grader takes the answer as code and grades files of
the names it is given; a mark stands in its hidden tests, and in its solution where it keeps one.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import textwrap
from pathlib import Path
from typing import Any

POINTS = 4.0
SECONDS = 60.0  # for one submission; nobody waits for a class longer than that
CELL_SECONDS = 10
SOLUTION = "def half(x):\n    ### BEGIN SOLUTION\n    return x / 2  # MARK-{solution}\n    ### END SOLUTION"  # noqa: E501
TESTS = """\
import numpy as np
assert np.allclose(half(np.arange(5.0)), np.arange(5.0) / 2)  # MARK-{tests}
assert half(3) == 1.5"""


class Grader:
    """A grader in a folder of its own. `prepare` once, then `hand_in` and `grade` in copies."""

    name = ""

    def __init__(self, world: Path, environment: dict[str, str]) -> None:
        self.world = world
        self.environment = {
            **os.environ,
            **environment,
            "HOME": str(world / "home"),
            "TMPDIR": str(world / "tmp"),
            "PATH": f"{self.bin}{os.pathsep}{os.environ['PATH']}",
        }

    @property
    def bin(self) -> Path:
        """Where the grader's commands are."""
        return Path(sys.executable).parent

    def prepare(self, marks: dict[str, str]) -> None:
        """Set the lab up, with these marks in what is secret."""
        raise NotImplementedError

    def notebook(self, answer: str) -> dict[str, Any]:
        """What a student hands in, with this answer."""
        raise NotImplementedError

    def hand_in(self, name: str, data: bytes) -> None:
        """Put a file where the grader looks for it."""
        raise NotImplementedError

    def grade(self, names: list[str]) -> bool:
        """Grade these; whether that came to an end in time."""
        raise NotImplementedError

    def score(self, name: str) -> float | None:
        """The points of a submission; None where there are none on record."""
        raise NotImplementedError

    def shown(self, name: str) -> str:
        """What the submission printed, as far as its student gets to see it."""
        raise NotImplementedError

    def run(self, *command: object, seconds: float = SECONDS) -> int | None:
        """Run a command to its end; None where it had to be killed."""
        for folder in ("home", "tmp"):
            (self.world / folder).mkdir(exist_ok=True)
        process = subprocess.Popen(
            list(map(str, command)),
            cwd=self.world,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=(self.world / "log").open("ab"),
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            return process.wait(seconds)
        except subprocess.TimeoutExpired:
            return None
        finally:
            _end(process, self.world)


def _end(process: subprocess.Popen[bytes], world: Path) -> None:
    """End a command and whatever of its family still works in this world (a stopped kernel)."""
    for pid in [int(p.name) for p in Path("/proc").iterdir() if p.name.isdigit()]:
        try:
            inside = os.readlink(f"/proc/{pid}/cwd").startswith(str(world))
            ours = f"HOME={world}/home".encode() in Path(f"/proc/{pid}/environ").read_bytes()
            if pid == process.pid or (inside and ours):
                os.kill(pid, signal.SIGKILL)
        except OSError:
            continue
    process.wait()


def code(source: str, id: str, **metadata: Any) -> dict[str, Any]:
    """A code cell."""
    empty = {"execution_count": None, "outputs": []}
    return {"cell_type": "code", "id": id, "metadata": metadata, "source": source, **empty}


def notebook(*cells: dict[str, Any]) -> dict[str, Any]:
    """A notebook of these cells."""
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return {
        "cells": list(cells),
        "metadata": {"kernelspec": kernel},
        "nbformat": 4,
        "nbformat_minor": 5,
    }


class Autograder(Grader):
    """This project, from its command line."""

    name = "autograder"

    def prepare(self, marks: dict[str, str]) -> None:
        files = {
            "assignments/lab/assignment.toml": f"""\
                title = "A lab"
                [limits]
                cell_seconds = {CELL_SECONDS}.0
                """,
            "assignments/lab/notebook.py": """\
                # %% id="half" role="solution" exercise="half"
                from reference.lab.half.solution import half

                # %% id="half-test" role="test" exercise="half"
                assert half
                """,
            "reference/lab/half/checks.py": f'''\
                """Hidden checks of half(). MARK-{marks["tests"]}"""

                from autograder.checks import check, expect


                @check("halves", "half(x) is x / 2", {POINTS:g})
                def halves(student, rng):
                    x = rng.normal(size=5)
                    with student.scenario() as s:
                        got = s.take(s.name("half")(x))
                    expect(got.value, x / 2, "half(x)")


                CHECKS = [halves]
                ''',
        }
        for name, text in files.items():
            (self.world / "course" / name).parent.mkdir(parents=True, exist_ok=True)
            (self.world / "course" / name).write_text(textwrap.dedent(text))
        solution = f'"""Halves."""\n\n\n{SOLUTION.format(**marks)}\n'
        (self.world / "course/reference/lab/half/solution.py").write_text(solution)
        (self.world / "submitted").mkdir()
        assert self.run(*self._command("release")) == 0, (self.world / "log").read_text()

    def _command(self, *verb: object) -> list[object]:
        return [self.bin / "autograder", "--course", self.world / "course", *verb]

    def notebook(self, answer: str) -> dict[str, Any]:
        released = json.loads((self.world / "course/release/lab/lab.ipynb").read_text())
        for cell in released["cells"]:
            if cell["id"] == "half":
                cell["source"] = answer
        return dict(released)

    def hand_in(self, name: str, data: bytes) -> None:
        (self.world / f"submitted/{name}.ipynb").write_bytes(data)

    def grade(self, names: list[str]) -> bool:
        graded = self._command("grade", "submitted", "-o", "graded", "-j", "1", "--resume")
        return self.run(*graded, seconds=SECONDS * len(names)) is not None

    def _report(self, name: str) -> dict[str, Any]:
        lines = (self.world / "graded/results.jsonl").read_text().splitlines()
        of = [json.loads(line) for line in lines]
        return next((r for r in of if f"/{name}." in r["submission"]), {})

    def score(self, name: str) -> float | None:
        report = self._report(name)
        return report["score"] if report.get("status") != "grader_error" and report else None

    def shown(self, name: str) -> str:
        return json.dumps(self._report(name))


class Nbgrader(Grader):
    """nbgrader, one `autograde` over the class."""

    name = "nbgrader"

    def prepare(self, marks: dict[str, str]) -> None:
        def own(**about: Any) -> dict[str, Any]:
            return {"nbgrader": {"schema_version": 3, "task": False, **about}}

        answer = own(grade=False, solution=True, locked=False, grade_id="half")
        test = own(grade=True, solution=False, locked=True, points=POINTS, grade_id="half-test")
        hidden = f"### BEGIN HIDDEN TESTS\n{TESTS.format(**marks)}\n### END HIDDEN TESTS"
        source = notebook(
            code("import numpy as np", "setup"),
            code(SOLUTION.format(**marks), "half", **answer),
            code(f"assert half\n{hidden}", "half-test", **test),
        )
        (self.world / "source/lab").mkdir(parents=True)
        (self.world / "source/lab/lab.ipynb").write_text(json.dumps(source))
        self._configure()
        assert self.run(self.bin / "nbgrader", "generate_assignment", "lab") == 0

    def _configure(self) -> None:
        (self.world / "nbgrader_config.py").write_text(
            "c = get_config()\nc.CourseDirectory.course_id = 'lab'\n"
            f"c.CourseDirectory.root = {str(self.world)!r}\n"
            f"c.ExecutePreprocessor.timeout = {CELL_SECONDS}\n"
        )

    def notebook(self, answer: str) -> dict[str, Any]:
        released = json.loads((self.world / "release/lab/lab.ipynb").read_text())
        released["cells"][1]["source"] = answer
        return dict(released)

    def hand_in(self, name: str, data: bytes) -> None:
        folder = self.world / f"submitted/{name}/lab"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "lab.ipynb").write_bytes(data)

    def grade(self, names: list[str]) -> bool:
        self._configure()
        graded = self.run(self.bin / "nbgrader", "autograde", "lab", seconds=SECONDS * len(names))
        return graded is not None

    def score(self, name: str) -> float | None:
        from nbgrader.api import Gradebook, MissingEntry

        with Gradebook(f"sqlite:///{self.world}/gradebook.db") as book:
            try:
                submission = book.find_submission("lab", name)
            except MissingEntry:
                return None
            # A submission that could not be graded has a notebook without grades.
            grades = [g for n in submission.notebooks for g in n.grades]
            return float(submission.score) if grades else None

    def shown(self, name: str) -> str:
        path = self.world / f"autograded/{name}/lab/lab.ipynb"
        return path.read_text() if path.exists() else ""


class Otter(Grader):
    """otter-grader, one `otter run` for each submission, one after another."""

    name = "otter"
    home = Path()

    @property
    def bin(self) -> Path:
        return self.home / "bin"

    def prepare(self, marks: dict[str, str]) -> None:
        cases = "\n".join(f">>> {line}" for line in TESTS.format(**marks).splitlines())
        case = {"code": cases, "hidden": True, "locked": False}
        suite = {"cases": [case], "scored": True, "setup": "", "teardown": "", "type": "doctest"}
        test = {"name": "half", "points": POINTS, "suites": [suite]}
        (self.world / "tests").mkdir()
        (self.world / "tests/half.py").write_text(f"OK_FORMAT = True\ntest = {test!r}\n")
        (self.world / "submitted").mkdir()
        made = self.run(self.bin / "otter", "generate", "-t", "tests", "-o", "autograder.zip")
        assert made == 0, (self.world / "log").read_text()

    def notebook(self, answer: str) -> dict[str, Any]:
        return notebook(
            code("import numpy as np\nimport otter\ngrader = otter.Notebook()", "setup"),
            code(answer, "half"),
            code("grader.check('half')", "half-test"),
        )

    def hand_in(self, name: str, data: bytes) -> None:
        (self.world / f"submitted/{name}.ipynb").write_bytes(data)

    def grade(self, names: list[str]) -> bool:
        ended = True
        for name in names:
            out = self.world / f"out/{name}"
            out.mkdir(parents=True, exist_ok=True)
            given = ["-a", "autograder.zip", "-o", out, f"submitted/{name}.ipynb"]
            ended &= self.run(self.bin / "otter", "run", *given) is not None
        return ended

    def score(self, name: str) -> float | None:
        try:
            results = json.loads((self.world / f"out/{name}/results.json").read_text())
        except (OSError, ValueError):
            return None
        return sum(test.get("score", 0.0) for test in results["tests"])

    def shown(self, name: str) -> str:
        return ""  # what a notebook prints is not in otter's results


def install_otter(folder: Path) -> Path:
    """otter-grader in an environment of its own, made once; it and nbgrader want other packages."""
    if not (folder / "ready").exists():
        shutil.rmtree(folder, ignore_errors=True)
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
        packages = ["otter-grader[grading]", "ipykernel", "numpy"]
        subprocess.run(
            [folder / "bin/python", "-m", "pip", "install", "--quiet", *packages], check=True
        )
        (folder / "ready").touch()
    return folder
