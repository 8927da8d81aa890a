"""The public tests and the bank: what a student runs at once never fails a right answer.

Every variant takes its exercise's place in the release, beside the reference solutions of the
others, and the exercise's own test cell runs. All in this process.
"""

from __future__ import annotations

import sys
import warnings
from pathlib import Path

import pytest

from autograder.course import Course
from autograder.diagnosis.bank import holding, read_bank, read_solution
from autograder.grading.release import read_release

COURSE = Course(Path(__file__).parents[2])
LABS = ("pysmorch", "numpy_network", "miniflow", "modules")
EXERCISES = [(lab, e) for lab in LABS for e in COURSE.assignment(lab).exercises]


@pytest.fixture
def in_release(monkeypatch):
    """Work where the release lies, with its own utility.py."""

    def enter(lab):
        monkeypatch.chdir(COURSE.assignment(lab).release)
        monkeypatch.syspath_prepend(str(COURSE.assignment(lab).release))
        monkeypatch.delitem(sys.modules, "utility", raising=False)

    yield enter
    sys.modules.pop("utility", None)


def sources(lab, exercise, answer):
    """The cells up to the exercise's test, with the answer as a solution."""
    assignment = COURSE.assignment(lab)
    for cell in read_release(assignment).cells:
        if cell.role == "given":
            yield cell.source
        elif cell.role == "solution" and cell.exercise != exercise:
            yield read_solution(assignment.solution(cell.exercise))
        elif cell.role == "solution":
            yield answer
        elif cell.role == "test" and cell.exercise == exercise:
            yield cell.source
            return


def run(lab, exercise, answer):
    names: dict = {}
    for source in sources(lab, exercise, answer):
        exec(source, names)  # the course's own code


@pytest.mark.parametrize(("lab", "exercise"), EXERCISES)
def test_every_variant_passes_the_public_test(in_release, lab, exercise):
    in_release(lab)
    assignment = COURSE.assignment(lab)
    variants = [a for a in holding(read_bank(assignment, exercise), assignment) if a.is_right]
    assert len(variants) >= 8
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a right answer may warn, of an overflow say
        for variant in variants:
            try:
                run(lab, exercise, variant.source)
            except Exception as error:
                pytest.fail(f"{variant.name}: {type(error).__name__}: {error}")


def test_a_linear_that_zeroes_its_weights_is_seen_at_once(in_release):
    in_release("modules")
    bank = read_bank(COURSE.assignment("modules"), "linear")
    (mistake,) = [answer for answer in bank if answer.name == "zeroes_the_weights"]
    with pytest.raises(AssertionError):
        run("modules", "linear", mistake.source)
