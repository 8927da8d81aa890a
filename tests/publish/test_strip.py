"""What nbgrader's preprocessors leave of a source notebook."""

from __future__ import annotations

import copy

import pytest

from autograder.course import Assignment
from autograder.errors import AuthoringError
from autograder.publish.compose import compose
from autograder.publish.strip import strip


def cell_of(notebook, name: str):
    return next(cell for cell in notebook.cells if cell.id == name)


@pytest.fixture
def source(tiny: Assignment, points):
    return compose(tiny, points)


def test_the_solution_gives_way_to_a_stub_and_the_rest_stays(source):
    text = cell_of(strip(source), "scale").source
    assert text.endswith("        # YOUR CODE HERE\n        raise NotImplementedError()")
    assert '"""The scaled inputs, of the same shape."""' in text
    assert "np.multiply" not in text
    assert "SOLUTION" not in text


def test_the_source_stays_as_it_was(source):
    before = copy.deepcopy(source)
    strip(source)
    assert source == before


@pytest.mark.parametrize("name", ["setup", "scale-test", "scale-picture"])
def test_public_cells_can_be_neither_edited_nor_deleted(source, name: str):
    metadata = cell_of(strip(source), name).metadata
    assert (metadata.editable, metadata.deletable) == (False, False)


def test_a_solution_cell_can_be_edited_but_not_deleted(source):
    metadata = cell_of(strip(source), "scale").metadata
    assert metadata.deletable is False
    assert "editable" not in metadata


def test_every_cell_of_nbgrader_has_its_checksum(source):
    from nbgrader.utils import compute_checksum

    cells = [cell for cell in strip(source).cells if "nbgrader" in cell.metadata]
    assert len(cells) == 7
    for cell in cells:
        assert cell.metadata.nbgrader.checksum == compute_checksum(cell)


def test_outputs_of_the_reference_are_gone(source):
    picture = cell_of(source, "scale-picture")
    picture.outputs = [{"output_type": "stream", "name": "stdout", "text": "6.0"}]
    picture.execution_count = 4
    released = cell_of(strip(source), "scale-picture")
    assert (released.outputs, released.execution_count) == ([], None)


def test_nbgraders_refusal_is_an_authoring_error_without_a_word_on_stderr(source, capfd):
    cell_of(source, "shift").source += "\n### BEGIN SOLUTION"
    with pytest.raises(AuthoringError, match="ClearSolutions refuses the notebook"):
        strip(source)
    assert capfd.readouterr() == ("", "")


def test_marks_at_the_wrong_depth_are_refused_before_a_student_meets_them(source):
    cell = cell_of(source, "shift")
    cell.source = cell.source.replace("        ### BEGIN", "  ### BEGIN")
    with pytest.raises(AuthoringError, match=r"cell 'shift', line \d+: .*does not parse"):
        strip(source)
