"""Marks are exact; whatever resembles one is refused."""

from __future__ import annotations

import pytest

from autograder.errors import AuthoringError
from autograder.publish.markers import is_like_a_mark, solution_lines

GOOD = "def f():\n    ### BEGIN SOLUTION\n    return 1\n    ### END SOLUTION\n"


def test_the_lines_between_the_marks_are_the_solution():
    assert solution_lines(GOOD, "f.py") == {3}


def test_two_regions_are_both_found():
    assert solution_lines(GOOD + GOOD, "f.py") == {3, 7}


@pytest.mark.parametrize(
    "line",
    [
        "# BEGIN SOLUTON",
        "#### BEGIN SOLUTIONS",
        "### begin solution",
        "    ### BEGINN SOLUTION",
        "### BEGIN: SOLUTION",
        "### BEGIN_SOLUTION",
        "### START SOLUTION",
        "### END OF SOLUTION",
        "x = 1  # END SOLUTION",
        "'BEGIN SOLUTION'",
        "### BEGIN HIDDEN TEST",
        "### END HIDEN TESTS",
        "### BEGIN MARK SCHEME",
    ],
)
def test_what_resembles_a_mark_is_seen(line: str):
    assert is_like_a_mark(line)


@pytest.mark.parametrize(
    "line",
    [
        "# the solution",
        "# Solution",
        "# begin with the solution of the linear layer, then end with its loss",
        "end = solution",
        "# YOUR CODE HERE",
        "# ends the session",
        "",
    ],
)
def test_prose_and_code_are_not_marks(line: str):
    assert not is_like_a_mark(line)


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("def f():\n    return 1\n", 1, "nothing stands between"),
        ("### BEGIN SOLUTION\n### END SOLUTION\n", 1, "nothing stands between"),
        ("x = 1\n### BEGIN SOLUTION\nreturn 1\n", 2, "never closed"),
        ("### END SOLUTION\n", 1, "closes nothing"),
        (GOOD + "### END SOLUTION\n", 5, "closes nothing"),
        ("### BEGIN SOLUTION\nx = 1\n### BEGIN SOLUTION\n", 3, "opened in line 1"),
        ("### BEGIN SOLUTION\nx = 1\n### END SOLUTOIN\n", 3, "looks like one"),
        ("### BEGIN HIDDEN TESTS\nx = 1\n### END HIDDEN TESTS\n", 1, "looks like one"),
    ],
)
def test_wrong_marks_are_named_with_their_line(text: str, line: int, words: str):
    with pytest.raises(AuthoringError, match=rf"f\.py:{line}: .*{words}"):
        solution_lines(text, "f.py")
