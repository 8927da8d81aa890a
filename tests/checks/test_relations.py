"""Relations between a wrong answer and the right one are told in single precision, too."""

from __future__ import annotations

import numpy as np
import pytest

from autograder.checks import difference

SINGLE = 3e-6
WANT = np.array([[1.5, -2.25, 3.1], [0.7, 4.2, -5.3], [0.9, -1.1, 2.7]])


def in_words(got: np.ndarray, **options: object) -> str | None:
    return difference(got.astype(np.float32), WANT, "it", tolerance=SINGLE, **options)


def test_single_precision_is_enough_where_the_tolerance_says_so() -> None:
    assert in_words(WANT) is None
    assert difference(WANT.astype(np.float32), WANT, "it") is not None


@pytest.mark.parametrize(
    ("got", "words"),
    [
        (-WANT, "opposite sign"),
        (WANT / 3, "1/3"),
        (2 * WANT, "twice"),
        (WANT.T, "transpose"),
        (WANT.ravel(), "numbers are right"),
        (np.where(np.eye(3), 0.0, WANT), "6 of 9"),
        (1.00001 * WANT, "1.00001 times"),
    ],
)
def test_a_relation_is_told_in_single_precision(got: np.ndarray, words: str) -> None:
    sentence = in_words(got, sizes={"rows": 3})
    assert sentence is not None
    assert words in sentence


def test_double_precision_is_not_asked_for_where_single_will_do() -> None:
    rough = WANT + 1e-5 * np.eye(3)
    assert "precision" not in str(in_words(rough))
