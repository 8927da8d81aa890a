"""What is read out of a solution cell's code."""

from __future__ import annotations

from autograder.starter.python_cell import bound_names, imports, marked, split_imports


def test_every_top_level_definition_counts_once_and_in_order():
    source = "def f(): pass\nclass A: pass\nx, (y, z) = 1, (2, 3)\nx: int = 4\nobj.attr = 5"
    assert bound_names(source) == ["f", "A", "x", "y", "z"]


def test_magics_do_not_hide_the_names_and_broken_code_has_none():
    assert bound_names("%time x = 1\n!ls\ny = 2") == ["y"]
    assert bound_names("def f(:") == []


def test_leading_imports_are_split_off_and_a_mark_among_them_stays_with_the_code():
    source = "### BEGIN SOLUTION\nimport math\nx = math.pi\n### END SOLUTION"
    above, body = split_imports(source)
    assert above == "import math"
    assert body == "### BEGIN SOLUTION\nx = math.pi\n### END SOLUTION"


def test_imports_are_told_as_single_lines():
    assert imports("from math import (\n    pi,\n    e,\n)\nx = 1") == ["from math import pi, e"]


def test_a_cell_without_marks_is_a_solution_as_a_whole():
    assert marked("x = 1") == "### BEGIN SOLUTION\nx = 1\n### END SOLUTION"
    assert marked("### BEGIN SOLUTION\nx\n### END SOLUTION").count("BEGIN") == 1
