"""What a cell defines, seen in its text alone."""

from __future__ import annotations

import pytest

from autograder.grading.names import defined_names, plain


def test_names_that_a_cell_defines_are_seen_without_running_it() -> None:
    source = "class A: pass\ndef f(): pass\nasync def g(): pass\nx = 1\nif x:\n  def h(): pass"
    assert defined_names(source) == {"A", "f", "g"}


@pytest.mark.parametrize(
    "line",
    ["%matplotlib inline", "!pip install torch", "  %time f()", "np.dot?", "??np", "%%time"],
)
def test_magics_and_shell_lines_hide_no_names(line: str) -> None:
    assert defined_names(f"{line}\nclass A:\n    pass\n") == {"A"}
    assert plain(f"{line}\nx = 1").strip() == "x = 1"


def test_a_percent_sign_of_python_stays() -> None:
    source = "x = (7\n     % 2)\n"
    assert plain(source) == source


def test_where_a_cell_is_no_python_its_unindented_definitions_count() -> None:
    source = "class A:\n    def f(self):\n        return ###\n\ndef g(x):\n    print x\n"
    assert defined_names(source) == {"A", "g"}
    assert defined_names("x = (") == set()
    assert defined_names("(" * 10_000) == set()
    assert defined_names("\x00") == set()
