"""Digests are equal for equal behaviour up to rounding, and for nothing else."""

from __future__ import annotations

import numpy as np
import pytest

from autograder.diagnosis.behaviour import of_answers, of_results
from autograder.verdict import CheckResult, CheckStatus

TABLE = np.array([[1.5, -2.25, 0.0], [1e-3, 1e6, 7.0]])

EQUAL = {
    "another order of a sum": (np.array([0.1 + 0.2 + 0.3]), np.array([0.3 + 0.2 + 0.1])),
    "the rounding of a zero": (np.array([1.0, 0.0]), np.array([1.0, 1e-17])),
    "minus zero": (np.array([0.0, 1.0]), np.array([-0.0, 1.0])),
    "a list for an array": ([1.0, 2.0], np.array([1.0, 2.0])),
    "single precision": (np.float32([1.5, 3.25]), np.array([1.5, 3.25])),
    "just below a power of ten": (np.array([9.99999999]), np.array([10.0])),
}
DIFFERENT = {
    "a number": (TABLE, TABLE * [1, 1, 1.001]),
    "a sign": (TABLE, -TABLE),
    "a power of ten": (np.array([1.0]), np.array([10.0])),
    "the shape": (TABLE, TABLE.reshape(3, 2)),
    "the order": (np.array([1.0, 2.0]), np.array([2.0, 1.0])),
    "infinity": (np.array([1.0, np.inf]), np.array([1.0, -np.inf])),
    "NaN and infinity": (np.array([1.0, np.inf]), np.array([1.0, np.nan])),
    "zero and NaN": (np.array([1.0, 0.0]), np.array([1.0, np.nan])),
    "None": (None, np.array(0.0)),
    "a word": ("TypeError", "ValueError"),
    "a key": ({"a": 1.0}, {"b": 1.0}),
}


@pytest.mark.parametrize("what", EQUAL)
def test_behaviour_is_equal_up_to(what):
    one, other = EQUAL[what]
    assert of_answers([one]) == of_answers([other])


@pytest.mark.parametrize("what", DIFFERENT)
def test_behaviour_differs_by(what):
    one, other = DIFFERENT[what]
    assert of_answers([one]) != of_answers([other])


def test_without_a_probe_the_checks_that_were_missed_tell():
    def results(status):
        return [CheckResult("forward", "title", status, 0.0, 1.0)]

    assert of_results(results(CheckStatus.FAILED)) != of_results(results(CheckStatus.ERROR))
