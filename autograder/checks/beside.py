"""Tests that run beside the student's code, as nbgrader's do: a lower-trust kind of check.

Student code can read such a test, patch what it calls, or end the process with a forged answer. It
is here so that a notebook which was written for nbgrader grades from the first day; a check that
compares arrays in the grader (see `check` and `expect`) is always to be preferred.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from autograder.checks.battery import Check
from autograder.checks.outcome import Raised, fail
from autograder.checks.student import Student

MARK = "(tested beside your code)"


def asserts_beside(name: str, title: str, points: float, file: Path) -> Check:
    """A check that passes where the test code in `file` runs to its end on the student's names.

    The title says that it is of this kind.
    """
    source = file.read_text(encoding="utf-8")

    def question(student: Student, rng: np.random.Generator) -> None:
        try:
            with student.scenario() as s:
                done = s.run_tests(source)
        except Raised as raised:
            if raised.type == "AssertionError":
                fail("One of the tests of this exercise does not hold.")
            raise
        if done.value is not True:
            fail("The tests of this exercise did not run to their end.")

    return Check(name, f"{title} {MARK}", points, question)
