"""A digest of how an answer behaves: equal for answers that are wrong alike, however written."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

import numpy as np

from autograder.checks.compare import Array, as_array
from autograder.verdict import CheckResult

DIGITS = 6
NOISE = 1e-9  # what is smaller beside its array's largest number is the rounding of a zero
LENGTH = 16


def of_answers(answers: Any) -> str:
    """The digest of a probe's answers, numbers rounded to six digits."""
    return digest(_canonical(answers))


def of_results(results: Sequence[CheckResult]) -> str:
    """For an exercise without a probe: the checks that were missed, and how."""
    return digest(repr([(check.name, check.status.value) for check in results]))


def digest(text: str | bytes) -> str:
    """A few characters that stand for the text."""
    data = text.encode("utf-8", "backslashreplace") if isinstance(text, str) else text
    return hashlib.sha256(data).hexdigest()[:LENGTH]


def _canonical(value: Any) -> str:
    parts = (list, str, dict, np.ndarray)
    if isinstance(value, list) and any(isinstance(item, parts) for item in value):
        return f"[{', '.join(map(_canonical, value))}]"
    if isinstance(value, dict):
        return f"{{{', '.join(f'{key!r}: {_canonical(value[key])}' for key in value)}}}"
    array = as_array(value)
    if array is not None:
        return f"{array.shape} {_numbers(array)}"
    if isinstance(value, list):
        return f"[{', '.join(map(_canonical, value))}]"
    return repr(value)


def _numbers(array: Array) -> str:
    """The numbers to so many digits: of each its digits as a whole number, and its power of ten."""
    finite = np.isfinite(array)
    size = float(np.max(np.abs(array[finite]), initial=0.0))
    told = finite & (np.abs(np.where(finite, array, 0.0)) > NOISE * size)
    numbers = np.where(told, array, 1.0)
    powers = np.floor(np.log10(np.abs(numbers))).astype(np.int64)
    digits = np.round(numbers / 10.0**powers * 10 ** (DIGITS - 1)).astype(np.int64)
    full = np.abs(digits) == 10**DIGITS  # 9.9999999 rounds up to the next power
    powers, digits = powers + full, np.where(full, digits // 10, digits)
    kinds = np.where(told, 1, 0) + np.where(np.isnan(array), 2, 0)
    kinds += np.where(np.isposinf(array), 3, 0) + np.where(np.isneginf(array), 4, 0)
    parts = (kinds, np.where(told, powers, 0), np.where(told, digits, 0))
    return digest(b"".join(np.ascontiguousarray(part, np.int64).tobytes() for part in parts))
