"""Reading the author's percent-format text."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.errors import AuthoringError
from autograder.publish.cells import Role, read_cells


def cells_of(tmp_path: Path, text: str):
    path = tmp_path / "notebook.py"
    path.write_text(text, encoding="utf-8")
    return read_cells(path)


def test_cells_keep_their_order_ids_roles_and_lines(tmp_path: Path):
    cells = cells_of(
        tmp_path,
        '# %% [markdown] id="intro"\n# Hello.\n\n'
        '# %% id="setup" role="given" tags=["a"]\nx = 1\n\n'
        '# %% id="t" role="test" exercise="e"\nassert x\n',
    )
    assert [(c.id, c.role, c.line) for c in cells] == [
        ("intro", Role.PROSE, 1),
        ("setup", Role.GIVEN, 4),
        ("t", Role.TEST, 7),
    ]
    assert cells[0].source == "Hello."
    assert cells[1].tags == ("a",)
    assert cells[2].exercise == "e"


def test_prose_without_an_id_is_numbered(tmp_path: Path):
    text = '# %% [markdown]\n# a\n# %% [markdown] id="b"\n# b\n# %% [markdown]\n# c\n'
    assert [c.id for c in cells_of(tmp_path, text)] == ["prose-1", "b", "prose-3"]


def test_a_marker_inside_a_string_begins_no_cell_and_moves_no_line(tmp_path: Path):
    text = '# %% id="a" role="given"\ns = """\n# %% no cell\n"""\n# %%\ny = 1\n'
    with pytest.raises(AuthoringError, match=r"notebook\.py:5: .*role"):
        cells_of(tmp_path, text)


@pytest.mark.parametrize(
    ("marker", "words"),
    [
        ('# %% id="a"', "needs a role"),
        ('# %% id="a" role="hint"', "'hint'"),
        ('# %% id="a" role="prose"', "needs a role"),
        ('# %% role="given"', "needs an id"),
        ('# %% id="a b" role="given"', "needs an id"),
        ('# %% id="a" role="given" points=3', "'points' does not belong"),
        ('# %% A title id="a" role="given"', "'title' does not belong"),
        ('# %% id="a" role=given', "double quotes"),
        ('# %% id="a" role="test"', "names its exercise"),
        ('# %% [markdown] role="given"', "markdown cell with role"),
        ("# %% [raw]", "raw cell"),
    ],
)
def test_a_marker_that_says_too_little_or_too_much_is_refused(
    tmp_path: Path, marker: str, words: str
):
    with pytest.raises(AuthoringError, match=rf"notebook\.py:3: .*{words}"):
        cells_of(tmp_path, f"# %% [markdown]\n# Hello.\n{marker}\n# x = 1\n")


def test_text_before_the_first_marker_is_a_cell_without_a_role(tmp_path: Path):
    with pytest.raises(AuthoringError, match=r"notebook\.py:1: .*role"):
        cells_of(tmp_path, '"""A docstring."""\n# %% [markdown]\n# Hello.\n')


def test_a_missing_notebook_is_an_authoring_error(tmp_path: Path):
    with pytest.raises(AuthoringError, match="cannot be read"):
        read_cells(tmp_path / "notebook.py")
