"""The public tests of a notebook, run as a student's Jupyter would."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest

from autograder.course import Assignment
from autograder.errors import SubmissionError
from autograder.publish.bundle import bundle
from autograder.publish.compose import compose
from autograder.publish.public import run_public_tests
from autograder.publish.strip import strip
from autograder.publish.write import write_release

POINTS = {"scale": 2.0, "shift": 3.0}


@pytest.fixture
def handed_out(tiny: Assignment) -> Path:
    write_release(bundle(tiny, strip(compose(tiny, POINTS)), POINTS), tiny.release)
    return tiny.released_notebook


def test_a_filled_in_notebook_passes_its_public_tests(tiny: Assignment, handed_out: Path) -> None:
    nbformat.write(compose(tiny, POINTS), handed_out)
    tests = run_public_tests(handed_out)
    assert [(t.exercise, t.passed) for t in tests] == [("scale", True), ("shift", True)]


def test_a_blank_notebook_fails_each_with_what_it_raised(handed_out: Path) -> None:
    for test in run_public_tests(handed_out):
        assert not test.passed
        assert "NotImplementedError" in test.problem


def test_a_notebook_without_our_metadata_is_refused_with_a_way_out(handed_out: Path) -> None:
    notebook = nbformat.read(handed_out, as_version=4)
    for cell in notebook.cells:
        cell.metadata = {}
    nbformat.write(notebook, handed_out)
    with pytest.raises(SubmissionError, match="fresh copy"):
        run_public_tests(handed_out)


def test_what_is_no_notebook_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "essay.ipynb"
    path.write_text("Once upon a time")
    with pytest.raises(SubmissionError, match="cannot be read"):
        run_public_tests(path)
