"""Stock nbgrader on a course of ours: it releases, and its `autograde` grades in our box."""

from __future__ import annotations

import copy
import csv
import json

import pytest

from autograder.errors import AuthoringError
from autograder.gradebook.setup import setup_files, write_setup
from autograder.publish.build import source_notebook
from autograder.publish.bundle import notebook_bytes


@pytest.fixture
def set_up(folder, course, lab):
    source = notebook_bytes(source_notebook(lab))
    files = setup_files(course.root, {lab: source}, "ml101")
    write_setup(folder, files)
    return folder, files


def put(folder, student, notebook, time="2027-03-01 11:00:00 UTC"):
    place = folder / "submitted" / student / "small"
    place.mkdir(parents=True)
    text = notebook if isinstance(notebook, str) else json.dumps(notebook)
    (place / "small.ipynb").write_text(text)
    (place / "timestamp.txt").write_text(time)


def cheat(notebook):
    """Tricks that stock nbgrader falls for, on top of wrong answers."""
    made = copy.deepcopy(notebook)
    for cell in made["cells"]:
        if cell["id"] in ("square", "half"):
            cell["source"] = "class Square: pass\nhalf = lambda x: True"
        if cell["id"].endswith("-test"):
            cell["source"] = "float('nan')"
            cell["metadata"]["tags"] = ["skip-execution"]
            cell["metadata"]["nbgrader"]["points"] = 1000.0
    return made


def test_stock_nbgrader_grades_in_our_box(set_up, lab, handed_in, nbgrader):
    folder, _ = set_up
    nbgrader(folder, "generate_assignment", "small")
    released = folder / "release/small/small.ipynb"
    assert released.read_bytes() == lab.released_notebook.read_bytes()

    right = handed_in()
    doubled = copy.deepcopy(right)
    doubled["cells"] += [c for c in right["cells"] if c["id"] == "half-test"] * 2
    bare = copy.deepcopy(right)
    bare["cells"] = [{**c, "metadata": {}} for c in bare["cells"]]
    noisy = handed_in(half="import sys\nprint('!', file=sys.stderr)\ndef half(x): return x / 2")
    put(folder, "right", right)
    put(folder, "late", right, "2027-03-02 11:00:00 UTC")
    put(folder, "doubled", doubled)
    put(folder, "bare", bare)
    put(folder, "noisy", noisy)
    put(folder, "loop", handed_in(half="while True:\n    pass"))
    put(folder, "cheat", cheat(right))
    put(folder, "broken", "{")
    put(folder, "renamed", right)
    (folder / "submitted/renamed/small/small.ipynb").rename(
        folder / "submitted/renamed/small/my work (2).ipynb"
    )
    nbgrader(folder, "autograde", "small")

    nbgrader(folder, "export", "--to", "grades.csv")
    with (folder / "grades.csv").open() as file:
        grades = {row["student_id"]: float(row["score"]) for row in csv.DictReader(file)}
    assert grades == {
        "right": 10,
        "late": 9,
        "doubled": 10,
        "bare": 10,
        "noisy": 10,
        "loop": 6,
        "cheat": 0,
        "broken": 0,
        "renamed": 10,
    }
    assert (folder / "submitted/renamed/small/my work (2).ipynb").is_file()
    shown = json.loads((folder / "autograded/loop/small/small.ipynb").read_text())
    assert any("while True" in "".join(cell["source"]) for cell in shown["cells"])


def test_a_second_setup_changes_nothing_and_anothers_configuration_is_left_alone(set_up):
    folder, files = set_up
    paths = [folder / name for name in files]
    times = [path.stat().st_mtime_ns for path in paths]
    write_setup(folder, files)
    assert [path.stat().st_mtime_ns for path in paths] == times
    (folder / "nbgrader_config.py").write_text("c = get_config()\n")
    with pytest.raises(AuthoringError, match="nbgrader_own_config.py"):
        write_setup(folder, files)
