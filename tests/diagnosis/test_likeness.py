"""When two answers count as one."""

from __future__ import annotations

import numpy as np
import pytest

from autograder.diagnosis.likeness import Likeness, likeness

SINGLE = np.array([1.0, -2.5, 0.0], dtype=np.float32)
ROUNDED = SINGLE * np.float32(1 + 1e-6)
PAIRS = {
    "rounding of single precision": (SINGLE, ROUNDED),
    "rounding in a list": ([SINGLE], [ROUNDED]),
    "another precision": (SINGLE, SINGLE.astype(np.float64)),
    "a small number for a zero beside large ones": (np.array([1.0, 0.0]), np.array([1.0, 1e-15])),
    "true for one": (np.array([1.0, 0.0]), np.array([True, False])),
}


@pytest.mark.parametrize("what", PAIRS)
def test_only_who_is_strict_tells_apart(what):
    one, other = PAIRS[what]
    assert likeness(one, other) is Likeness.SAME
    assert likeness(one, other, strict=True) is Likeness.NONE


def test_who_is_strict_lets_rounding_pass_in_double_precision():
    one = np.array([1.0, np.nan, -np.inf, 0.1])
    assert likeness(one, one * (1 + 1e-15), strict=True) is Likeness.SAME
