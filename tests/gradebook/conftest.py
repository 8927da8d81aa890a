"""The small course with a real release, and reports of what was handed in."""

from __future__ import annotations

import copy
import json
import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from autograder.course import Course
from autograder.gradebook.record import Book
from autograder.publish.build import build
from autograder.publish.write import write_release

SQUARE = """\
class Square:
    def __init__(self, in_layer):
        self.in_layer = in_layer

    def forward(self):
        self.x = self.in_layer.forward()
        return self.x * self.x

    def backward(self, upstream):
        self.in_layer.backward(2 * self.x * upstream)
"""
HALF = "def half(x):\n    return x / 2\n"


@pytest.fixture(scope="session")
def course(small, tmp_path_factory):
    """The small course, released by nbgrader's own stages; due, with 10 % off for each day late.

    All tests share it and none changes it.
    """
    root = tmp_path_factory.mktemp("released") / "course"
    shutil.copytree(small.root, root)
    toml = root / "assignments/small/assignment.toml"
    policy = "[policy]\nlate_percent = 10\n"
    toml.write_text(f"due = 2027-03-01T12:00:00Z\n{toml.read_text()}\n{policy}")
    lab = Course(root).assignment("small")
    write_release(build(lab), lab.release)
    return Course(root)


@pytest.fixture(scope="session")
def lab(course):
    return course.assignment("small")


@pytest.fixture(scope="session")
def handed_in(lab):
    """The released notebook with these answers, by the cells' ids; right ones by default."""
    released = json.loads(lab.released_notebook.read_text())

    def handed_in(**answers):
        notebook = copy.deepcopy(released)
        for cell in notebook["cells"]:
            given = {"square": SQUARE, "half": HALF, **answers}
            cell["source"] = given.get(cell["id"].replace("-", "_"), "".join(cell["source"]))
        return notebook

    return handed_in


@pytest.fixture(scope="session")
def empty_gradebook(tmp_path_factory):
    """A gradebook of nbgrader's with nothing in it, to copy: making one takes seconds."""
    path = tmp_path_factory.mktemp("gradebook") / "gradebook.db"
    with Book(f"sqlite:///{path}", "ml101"):
        return path


@pytest.fixture
def folder(empty_gradebook, tmp_path):
    """The folder of an nbgrader course with an empty gradebook."""
    folder = tmp_path / "nbgrader"
    folder.mkdir()
    shutil.copy(empty_gradebook, folder)
    return folder


@pytest.fixture
def nbgrader():
    """Run one of nbgrader's own commands in a course folder, as a person would."""

    def nbgrader(folder: Path, *arguments: str, fails: bool = False) -> str:
        path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
        home = {"HOME": str(folder), "JUPYTER_CONFIG_DIR": str(folder / ".jupyter")}
        done = subprocess.run(
            [sys.executable, "-m", "nbgrader", *arguments],
            cwd=folder,
            env={**os.environ, **home, "PATH": path, "PYTHONWARNINGS": "ignore"},
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
        assert (done.returncode != 0) == fails, done.stderr
        return done.stderr

    return nbgrader


@pytest.fixture
def rows():
    """Everything in a gradebook, table by table, but for ids that are drawn at random."""

    def rows(path: Path) -> dict[str, list[tuple[object, ...]]]:
        with sqlite3.connect(path) as connection:
            names = connection.execute("select name from sqlite_master where type = 'table'")
            tables = sorted(name for (name,) in names)
            found = {t: sorted(connection.execute(f"select * from {t}"), key=repr) for t in tables}
        connection.close()
        return found

    return rows
