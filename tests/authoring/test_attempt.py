"""One answer put to one exercise, seen from the author's side."""

from __future__ import annotations

import os
import sys

import numpy as np
import pytest

from autograder.authoring.attempt import Attempts
from autograder.checks.compare import comparisons, difference
from autograder.checks.outcome import Broken
from autograder.course import Course
from autograder.errors import AuthoringError
from autograder.verdict import CheckStatus

WRONG_HALF = '"""Wrong."""\n\n\ndef half(x):\n    return x / 4\n'


@pytest.fixture
def attempts(small_root):
    with Attempts(Course(small_root).assignment("small"), "half", "unprivileged") as attempts:
        yield attempts


@pytest.fixture
def wrong(tmp_path):
    path = tmp_path / "quarter.py"
    path.write_text(WRONG_HALF)
    return path


def test_the_solution_passes_every_check(attempts):
    attempt = attempts.attempt(attempts.assignment.solution("half"))
    assert attempt.score == attempt.max_score == 4
    assert not attempt.problems


def test_a_wrong_answer_shows_what_was_asked_what_came_and_what_should_have(attempts, wrong):
    (asked,) = attempts.attempt(wrong).asked
    assert asked.result.status is CheckStatus.FAILED
    (exchange,) = asked.exchanges
    (comparison,) = asked.comparisons
    sent = next(operation for operation in exchange.operations if operation[0] == "call")[2][0]
    np.testing.assert_allclose(comparison.want, sent / 2)
    np.testing.assert_allclose(comparison.got, sent / 4)
    assert asked.milliseconds > 0


def test_another_seed_asks_other_numbers(attempts, wrong):
    first, again, other = (
        attempts.attempt(wrong, seed).asked[0].comparisons[0].want for seed in (0, 0, 1)
    )
    np.testing.assert_array_equal(first, again)
    assert not np.allclose(first, other)


def test_each_comparison_belongs_to_its_own_check(small_root, tmp_path):
    with Attempts(Course(small_root).assignment("small"), "square", "unprivileged") as attempts:
        asked = attempts.attempt(attempts.assignment.solution("square")).asked
    assert [one.result.name for one in asked] == ["forward", "gradient_X", "new_batch"]
    assert all("forward" in c.what for c in asked[0].comparisons)
    assert all(one.comparisons for one in asked)


def test_a_changed_check_is_read_again_in_the_same_box(attempts, monkeypatch):
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    solution = attempts.assignment.solution("half")
    assert attempts.attempt(solution).score == 4
    zygote = attempts._trials.grader.zygotes.usual().pid
    checks = attempts.assignment.reference / "half/checks.py"
    before = checks.stat()
    checks.write_text(checks.read_text().replace("x / 2,", "x / 3,"))
    os.utime(checks, ns=(before.st_atime_ns, before.st_mtime_ns + 1))  # within the same second
    attempts.read_again()
    assert attempts.attempt(solution).score == 0
    assert attempts._trials.grader.zygotes.usual().pid == zygote


def test_a_check_that_breaks_down_names_its_authors_own_line(attempts):
    checks = attempts.assignment.reference / "half/checks.py"
    checks.write_text(checks.read_text().replace("expect(got.value, x / 2", "expect(x / 2, got"))
    with pytest.raises(Broken, match=r"half/checks\.py, line 11"):
        attempts.attempt(attempts.assignment.solution("half"))


def test_a_cell_that_raises_is_among_the_problems(attempts, tmp_path):
    path = tmp_path / "raises.py"
    path.write_text("def half(x):\n    return x / 2\n\n1 / 0\n")
    (problem,) = attempts.attempt(path).problems
    assert problem.type == "ZeroDivisionError"


def test_what_is_no_python_file_is_refused(attempts, tmp_path):
    with pytest.raises(AuthoringError, match="name a Python file"):
        attempts.attempt(tmp_path / "notebook.ipynb")


def test_nothing_is_noted_where_no_author_listens():
    difference(1.0, np.ones(()), "it")
    with comparisons() as noted:
        difference(1.0, np.ones(()), "it")
    difference(1.0, np.ones(()), "it")
    assert len(noted) == 1
