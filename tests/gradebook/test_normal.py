"""Whatever a submission has been through, nbgrader sees the release with the student's code."""

from __future__ import annotations

import json

import nbformat
import pytest

from autograder.gradebook.normal import normal_notebook, released_notebook


@pytest.fixture
def normal(lab):
    """The normal form of a notebook or of bytes, checked to be one that nbgrader can take."""

    def normal(handed_in, name="a.ipynb"):
        data = handed_in if isinstance(handed_in, bytes) else json.dumps(handed_in).encode()
        made = normal_notebook(lab, name, data)
        nbformat.validate(nbformat.from_dict(made))
        ids = [cell["id"] for cell in made["cells"]]
        assert len(set(ids)) == len(ids)
        return made

    return normal


def sources(notebook, **_):
    return {cell["id"]: cell["source"] for cell in notebook["cells"]}


def released_cells(notebook, lab):
    """The made notebook's cells that are the release's, without the answers."""
    known = {cell["id"] for cell in released_notebook(lab)["cells"]}
    kept = [c for c in notebook["cells"] if c["id"] in known]
    return [{**c, "source": "" if c["id"] in ("square", "half") else c["source"]} for c in kept]


def test_answers_stand_in_the_released_cells(normal, handed_in, lab):
    made = normal(handed_in())
    assert "self.x * self.x" in sources(made)["square"]
    assert [c["metadata"] for c in made["cells"]] == [
        c["metadata"] for c in released_notebook(lab)["cells"]
    ]


def test_lost_metadata_and_ids_come_back(normal, handed_in, lab):
    bare = handed_in()
    bare["cells"] = [{**c, "metadata": {}} for c in bare["cells"]]
    bare["metadata"] = {}
    for cell in bare["cells"]:
        del cell["id"]
    bare["nbformat_minor"] = 4
    made = normal(bare)
    assert released_cells(made, lab) == released_cells(released_notebook(lab), lab)
    # Nothing says which cell an answer stands for: it is shown where the student had it.
    assert any("self.x * self.x" in source for source in sources(made).values())


def test_a_test_cell_that_was_doubled_or_changed_stands_there_once_as_released(
    normal, handed_in, lab
):
    doubled = handed_in(half_test="pass")
    doubled["cells"] += [c for c in doubled["cells"] if c["id"] == "half-test"] * 2
    assert sources(normal(doubled))["half-test"] == sources(released_notebook(lab))["half-test"]


def test_outputs_tags_and_points_of_the_submission_are_gone(normal, handed_in):
    cheat = handed_in()
    for cell in cheat["cells"]:
        if cell["cell_type"] == "code":
            cell["metadata"]["tags"] = ["skip-execution"]
            cell["metadata"]["nbgrader"]["points"] = 1000
            cell["outputs"] = [{"output_type": "stream", "name": "stderr", "text": "boo"}]
    text = json.dumps(normal(cheat))
    assert not any(word in text for word in ("skip-execution", "1000", "boo"))


def test_own_cells_stand_where_the_student_put_them(normal, handed_in, code_cell):
    notebook = handed_in()
    place = [c["id"] for c in notebook["cells"]].index("square")
    notebook["cells"].insert(place + 1, code_cell("mine = 1"))
    made = [c["source"] for c in normal(notebook)["cells"]]
    assert made.index("mine = 1") == place + 1


@pytest.mark.parametrize("data", [b"", b"{", b"\xff\xfe\x00", b"[]", b'{"cells": []}'])
def test_what_is_no_notebook_gives_the_blank_one(normal, lab, data):
    assert normal(data) == released_notebook(lab)


def test_a_script_is_shown_below_the_blank_notebook(normal):
    made = normal(b"def half(x):\n    return x / 2\n", "a.py")
    assert made["cells"][-1]["source"].startswith("def half")
