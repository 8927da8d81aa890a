"""Seeds: the same for the same submission, never for another, and nobody's guess."""

from __future__ import annotations

import numpy as np
import pytest

from autograder.course import Course
from autograder.grading.seeds import course_secret, generators, submission_seed


@pytest.fixture(autouse=True)
def _no_secret(monkeypatch):
    monkeypatch.delenv("AUTOGRADER_SECRET", raising=False)


def test_a_seed_depends_on_everything_that_it_is_made_of():
    seeds = {
        submission_seed(b"s", "lab", "1"),
        submission_seed(b"t", "lab", "1"),
        submission_seed(b"s", "lab2", "1"),
        submission_seed(b"s", "lab", "2"),
        submission_seed(b"s", "lab", "1", {"dropout": "keep"}),
        submission_seed(b"s", "lab", "1", {"dropout": "drop"}),
    }
    assert len(seeds) == 6
    assert submission_seed(b"s", "lab", "1") in seeds


def test_conventions_count_in_any_order():
    one = submission_seed(b"s", "lab", "1", {"a": "1", "b": "2"})
    assert submission_seed(b"s", "lab", "1", {"b": "2", "a": "1"}) == one


def test_every_check_of_every_exercise_draws_its_own_numbers():
    drawn = {
        generators(seed, exercise)(check).normal()
        for seed in ("a", "b")
        for exercise in ("linear", "relu")
        for check in ("forward", "backward")
    }
    assert len(drawn) == 8


def test_the_numbers_are_the_same_every_time():
    one, other = (generators("a", "linear")("forward").normal(size=5) for _ in range(2))
    assert np.array_equal(one, other)


def test_the_secret_comes_from_the_environment_first(small, monkeypatch):
    monkeypatch.setenv("AUTOGRADER_SECRET", "hush")
    assert course_secret(small) == b"hush"


def test_the_secret_changes_with_the_checks_and_with_nothing_else(small_root):
    assignment = Course(small_root).assignment("small")
    before = course_secret(assignment)
    (small_root / "reference/small/notes.txt").write_text("notes")
    (small_root / "assignments/small/more.py").write_text("x = 1")
    assert course_secret(assignment) == before
    checks = small_root / "reference/small/half/checks.py"
    checks.write_text(checks.read_text() + "\n# changed\n")
    assert course_secret(assignment) != before


def test_the_secret_is_the_same_wherever_the_course_lies(small, small_root):
    assert course_secret(small) == course_secret(Course(small_root).assignment("small"))
