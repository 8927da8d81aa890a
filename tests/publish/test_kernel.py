"""Notebooks in Jupyter's own kernel."""

from __future__ import annotations

import tempfile
from pathlib import Path

import nbformat
import pytest

from autograder.course import Assignment
from autograder.publish import kernel
from autograder.publish.bundle import Bundle, bundle
from autograder.publish.compose import compose
from autograder.publish.kernel import Executed, before, run, until_first_blank
from autograder.publish.strip import strip


@pytest.fixture
def source(tiny: Assignment, points):
    return compose(tiny, points)


@pytest.fixture
def built(tiny: Assignment, source, points) -> Bundle:
    return bundle(tiny, strip(source), points)


def notebook_of(**cells: str):
    new = nbformat.v4
    return new.new_notebook(
        cells=[new.new_code_cell(text, id=name) for name, text in cells.items()],
        metadata={"kernelspec": {"name": "no-such-kernel", "display_name": "", "language": ""}},
    )


def output_of(executed: Executed, name: str) -> str:
    cell = next(cell for cell in executed.notebook.cells if cell.id == name)
    return "".join(output.get("text", "") for output in cell.outputs)


def test_the_reference_runs_to_its_end_beside_the_shipped_files(source, built: Bundle):
    executed = run(source, built.files)
    assert executed.problems == ()
    assert output_of(executed, "scale-picture") == "scaled: 6.0\n"
    assert "outputs" not in source.cells[0]
    assert source.cells[6].outputs == []


def test_the_untouched_release_runs_to_its_first_blank_and_no_further(source, built: Bundle):
    release = strip(source)
    assert run(until_first_blank(release), built.files).problems == ()
    problems = run(release, built.files).problems
    assert problems[0].startswith("cell 'scale-test' raised NotImplementedError")


def test_pictures_are_kept_and_the_environment_is_the_labs_own():
    executed = run(
        notebook_of(
            where="import os\nprint(sorted(os.listdir()), os.environ['IPYTHONDIR'])",
            picture="import matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.show()",
            broken="1 / 0",
            after="print('still here')",
            later="raise ValueError",
        ),
        {"data/x.bin": b"\x00"},
        until="later",
    )
    assert executed.problems == ("cell 'broken' raised ZeroDivisionError: division by zero",)
    assert output_of(executed, "where").startswith("['data'] ")
    assert output_of(executed, "after") == "still here\n"
    (picture,) = [o for o in executed.notebook.cells[1].outputs if "image/png" in o.get("data", {})]
    assert len(picture.data["image/png"]) > 1000
    assert [cell.id for cell in executed.notebook.cells] == ["where", "picture", "broken", "after"]


def test_a_cell_that_does_not_end_is_stopped_and_named():
    executed = run(notebook_of(a="1 / 0", b="while True: pass", c="x = 1"), {}, timeout=2)
    assert executed.problems == (
        "cell 'a' raised ZeroDivisionError: division by zero",
        "cell 'b' ran for more than 2 s and was stopped.",
    )


def test_a_cell_that_ends_the_kernel_is_named():
    assert run(notebook_of(a="import os\nos._exit(3)"), {}).problems == (
        "cell 'a' ended the kernel.",
    )


def test_nothing_is_left_behind(tmp_path: Path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    assert run(notebook_of(a="open('made.txt', 'w').close()"), {}).problems == ()
    assert list(tmp_path.iterdir()) == []


def test_cells_before_one_are_a_copy(source):
    part = before(source, "scale")
    assert [cell.id for cell in part.cells] == ["intro", "setup", "layer", "prose-2"]
    part.cells[0].source = ""
    assert source.cells[0].source != ""


def test_an_unknown_cell_is_a_key_error(source):
    with pytest.raises(KeyError, match="no cell 'nowhere'"):
        before(source, "nowhere")


def test_a_kernel_that_does_not_start_is_our_fault(monkeypatch):
    monkeypatch.setattr(kernel.sys, "executable", "/nonexistent/python")
    with pytest.raises(kernel.GraderError, match="kernel does not start"):
        run(notebook_of(a="x = 1"), {})


def test_linear_algebra_gets_one_thread_unless_told_otherwise(monkeypatch):
    asks = notebook_of(threads="import os\nprint(os.environ['OMP_NUM_THREADS'])")
    monkeypatch.delenv("OMP_NUM_THREADS", raising=False)
    assert output_of(run(asks, {}), "threads") == "1\n"
    monkeypatch.setenv("OMP_NUM_THREADS", "3")
    assert output_of(run(asks, {}), "threads") == "3\n"
