"""When two answers count as one."""

from __future__ import annotations

import numpy as np
import pytest

from autograder.diagnosis.likeness import Likeness, likeness

SINGLE = np.array([1.0, -2.5], dtype=np.float32)
OTHERS = {
    "rounding of single precision": SINGLE * np.float32(1 + 1e-6),
    "another precision": SINGLE.astype(np.float64),
    "lists of such numbers": [SINGLE * np.float32(1 + 1e-6)],
}


@pytest.mark.parametrize("what", OTHERS)
def test_single_precision_is_told_apart_only_if_strictly(what):
    one = [SINGLE] if isinstance(OTHERS[what], list) else SINGLE
    assert likeness(one, OTHERS[what]) is Likeness.SAME
    assert likeness(one, OTHERS[what], strict=True) is Likeness.NONE


def test_true_and_one_are_told_apart_only_if_strictly():
    flags = np.array([True, False])
    assert likeness(flags, flags.astype(float)) is Likeness.SAME
    assert likeness(flags, flags.astype(float), strict=True) is Likeness.NONE
    assert likeness(flags, flags.copy(), strict=True) is Likeness.SAME
