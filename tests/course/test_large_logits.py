"""Right gradients at large logits pass whatever was drawn, also where every answer is likely."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from autograder.course import Course
from autograder.diagnosis.bank import read_solution
from autograder.grading.batteries import load_battery

COURSE = Course(Path(__file__).parents[2])


def all_are_likely(seed):
    """Whether the first batch drawn has every answer at its row's top, and one not far above."""
    rng = np.random.default_rng(seed)
    answers = rng.integers(5, size=4)
    logits = rng.normal(size=(4, 5))
    if not (logits.argmax(axis=1) == answers).all():
        return False
    second, first = np.sort(1e3 * logits, axis=1)[:, -2:].T
    return bool(((first - second > 5) & (first - second < 27)).any())


def test_a_gradient_that_is_zero_but_for_rounding_costs_no_point(student_of):
    lab = COURSE.assignment("numpy_network")
    (check,) = [one for one in load_battery(lab, "loss") if one.name == "large_gradient"]
    names: dict[str, object] = {}
    exec(read_solution(lab.reference / "loss/variants/with_logaddexp.py"), names)
    student = student_of(names, conventions=lab.in_force)
    seeds = [seed for seed in range(60_000) if all_are_likely(seed)]
    assert seeds
    for seed in seeds:
        check.ask(student, np.random.default_rng(seed))
