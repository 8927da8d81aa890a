"""How a wrong array is made of the right one's numbers: reordered, rounded, capped, unsigned.

Each relation is told in words that go on from "the gradient ...", and holds no number.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]

_NEAR = 1e-9


def arrangement(got: Array, want: Array) -> str | None:
    """What `got` is beside `want`, both finite and of one shape; None where nothing is seen.

    A single number is never enough to see anything.
    """
    if want.size < 2:
        return None
    return next((words for words, holds in _RELATIONS if holds(got, want)), None)


def _near(one: Array, other: Array) -> bool:
    size = float(np.max(np.abs(other), initial=1e-12))
    return bool(np.all(np.abs(one - other) <= _NEAR * size))


def _has_lost_signs(got: Array, want: Array) -> bool:
    return bool(np.any(want < 0)) and _near(got, np.abs(want))


def _is_rounded(got: Array, want: Array) -> bool:
    return any(_near(got, rounded(want)) for rounded in (np.trunc, np.round, np.floor, np.ceil))


def _is_cut_to_decimals(got: Array, want: Array) -> bool:
    return any(_near(got, np.round(want, decimals)) for decimals in range(1, 7))


def _has_mixed_rows(got: Array, want: Array) -> bool:
    return want.ndim == 2 and len(want) > 1 and _near(_sorted_rows(got), _sorted_rows(want))


def _has_mixed_columns(got: Array, want: Array) -> bool:
    return want.ndim == 2 and _has_mixed_rows(got.T, want.T)


def _sorted_rows(array: Array) -> Array:
    # Rounded for the order only, so that noise in the last digits cannot change it.
    rounded = np.round(array, 6)
    return array[np.lexsort(rounded.T[::-1])]


def _is_shifted(got: Array, want: Array) -> bool:
    difference = got - want
    return want.size > 2 and _near(difference, np.full_like(want, difference.flat[0]))


def _is_capped(got: Array, want: Array) -> bool:
    cap = float(np.max(np.abs(got)))
    return want.size > 2 and cap > 0 and _near(got, np.clip(want, -cap, cap))


def _has_lost_negatives(got: Array, want: Array) -> bool:
    return bool(np.any(want < 0)) and _near(got, np.maximum(want, 0))


_RELATIONS: tuple[tuple[str, Callable[[Array, Array], bool]], ...] = (
    ("has the right sizes but has lost its signs", _has_lost_signs),
    ("is the right one with its negative entries at zero", _has_lost_negatives),
    ("is the right one rounded to whole numbers", _is_rounded),
    ("is the right one rounded to a few decimals", _is_cut_to_decimals),
    ("has the right rows in the wrong order", _has_mixed_rows),
    ("has the right columns in the wrong order", _has_mixed_columns),
    ("is off by the same amount in every entry", _is_shifted),
    ("is right up to a largest size, and cut off beyond it", _is_capped),
)
