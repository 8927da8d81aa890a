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


def digest(text: str) -> str:
    """A few characters that stand for the text."""
    return hashlib.sha256(text.encode("utf-8", "backslashreplace")).hexdigest()[:LENGTH]


def _canonical(value: Any) -> str:
    if isinstance(value, list) and any(isinstance(item, list | str | dict) for item in value):
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
    finite = array[np.isfinite(array)]
    size = float(np.max(np.abs(finite), initial=0.0))
    with np.errstate(invalid="ignore"):
        array = np.where(np.abs(array) <= NOISE * size, 0.0, array)
    return " ".join(f"{number:.{DIGITS}g}" for number in array.ravel().tolist())
