"""Compares a student's answer with what it should be, and says in words how the two differ.

The words may name shapes, ratios and relations ("has the opposite sign"), never a hidden number.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from autograder.checks.arrangement import arrangement
from autograder.checks.outcome import fail
from autograder.errors import GraderError

Array = NDArray[Any]

# Wrong values, by the words to say where one is met; a function where they take time to work out.
Hints = Mapping[str, Array] | Callable[[], Mapping[str, Array]]

TOLERANCE = 1e-9  # reordered sums differ by about 1e-13, a cast to float32 by about 3e-8
FLOOR = 1e-12


@dataclass(frozen=True)
class Comparison:
    """What was compared with what. Holds the oracle's numbers: for an author, never a student."""

    what: str
    got: Any
    want: Array
    tolerance: float


# Where an author listens, every comparison is noted here.
_noted: ContextVar[list[Comparison] | None] = ContextVar("noted", default=None)


@contextmanager
def comparisons() -> Iterator[list[Comparison]]:
    """Within the block: all that is compared, in order."""
    noted: list[Comparison] = []
    token = _noted.set(noted)
    try:
        yield noted
    finally:
        _noted.reset(token)


_VAGUE = ("is wrong.", "wrong in the others.")


def as_array(value: Any) -> Array | None:
    """A plain answer as a float64 array, or None where it is not numbers."""
    if not isinstance(value, bool | int | float | list | np.ndarray):
        return None
    try:
        array = np.asarray(value)
        # By itself NumPy would read numbers out of texts, and NaN out of None.
        return array.astype(np.float64) if array.dtype.kind in "biuf" else None
    except (TypeError, ValueError, OverflowError):
        return None


def close(got: Array, want: Array, tolerance: float = TOLERANCE, scale: float = 0.0) -> bool:
    """Whether two arrays of one shape agree: |got − want| ≤ tolerance · max|want| everywhere.

    `scale` is the least size to measure by, where numbers near zero come from larger ones. NaN and
    infinities agree with nothing.
    """
    if got.shape != want.shape:
        return False
    with np.errstate(invalid="ignore", over="ignore"):
        error = np.abs(got - want)
    size = np.abs(want).max(initial=max(scale, FLOOR))
    # Measured by infinity everything would be near; a hint may hold one (the logarithm of 0).
    return bool(np.isfinite(size) and (error <= tolerance * size).all())


def difference(
    got: Any,
    want: Array,
    what: str,
    *,
    tolerance: float = TOLERANCE,
    scale: float = 0.0,
    sizes: Mapping[str, int] | None = None,
    hints: Hints | None = None,
) -> str | None:
    """Say how `got` differs from `want` in a sentence about `what`, or None where they agree.

    `sizes` names counts that a wrong factor may come from ({"rows": 4}); `hints` are wrong values
    with the words to say where one is met ({"the gradient of the input": array}).
    """
    if (noted := _noted.get()) is not None:
        noted.append(Comparison(what, got, want, tolerance))
    if not np.isfinite(want).all():
        raise GraderError(f"The oracle's own answer for {what} contains NaN or infinity.")
    array = as_array(got)
    if array is None:
        return _not_numbers(got, what)
    if close(array, want, tolerance, scale):
        return None
    if words := _met(array, want, hints, tolerance):
        return f"{what} is {words}."
    if array.shape != want.shape:
        return _other_shape(array, want, what, tolerance)
    if not np.all(np.isfinite(array)):
        kind = "NaN" if np.any(np.isnan(array)) else "infinity"
        return f"{what} contains {kind}."
    return _relation(array, want, what, sizes or {}, tolerance)


def expect(got: Any, want: Array, what: str, **options: Any) -> None:
    """Fail the check unless `got` agrees with `want`; takes the options of `difference`."""
    sentence = difference(got, np.asarray(want, dtype=np.float64), what, **options)
    if sentence is not None:
        fail(sentence[0].upper() + sentence[1:])


def says_little(sentence: str) -> bool:
    """Whether a sentence of `difference` says that something is wrong, but not how."""
    return sentence.partition("\n")[0].endswith(_VAGUE)


def _met(got: Array, want: Array, hints: Hints | None, tolerance: float) -> str | None:
    """The words of the first hint that the value is, whatever axes of length 1 it has.

    Zeros are no sign of anything, and right numbers in another shape are told by their shape.
    """
    squeezed, right = np.squeeze(got), np.squeeze(want)
    if hints is None or not np.any(got) or close(squeezed, right, tolerance):
        return None
    wrongs = hints() if callable(hints) else hints
    met = (
        words for words, wrong in wrongs.items() if close(squeezed, np.squeeze(wrong), tolerance)
    )
    return next(met, None)


def _not_numbers(got: Any, what: str) -> str:
    if got is None:
        return f"{what} is None. Is there a `return`, and is the attribute set?"
    kind = getattr(got, "type", type(got).__name__)
    return f"{what} is not numbers but a value of type {kind}."


def _other_shape(got: Array, want: Array, what: str, tolerance: float) -> str:
    sentence = f"{what} has shape {got.shape}; it should have shape {want.shape}."
    if got.ndim == 2 and got.T.shape == want.shape and close(got.T, want, tolerance):
        return f"{sentence} The numbers are right: it is the transpose."
    if got.shape and got.size == want.size and close(got.reshape(want.shape), want, tolerance):
        return f"{sentence} The numbers are right."
    return sentence


def _relation(
    got: Array, want: Array, what: str, sizes: Mapping[str, int], tolerance: float
) -> str:
    if not np.any(got):
        return f"{what} is zero everywhere." if got.ndim else f"{what} is 0."
    if close(got, -want, tolerance):
        return f"{what} has the opposite sign."
    if close(got, want, 1e-5) and tolerance < 1e-7:
        return (
            f"{what} is nearly right, but not to full (float64) precision: is something rounded "
            "(to float32, say), or a small number added?"
        )
    if (factor := _factor(got, want, sizes, tolerance)) is not None:
        return f"{what} is {factor} the right one."
    if got.ndim == 2 and got.shape[0] == got.shape[1] and close(got.T, want, tolerance):
        return f"{what} is the transpose of the right one."
    if words := arrangement(got, want):
        return f"{what} {words}."
    right = int(np.sum(np.abs(got - want) <= tolerance * np.max(np.abs(want))))
    if right and 2 * right >= got.size:
        return f"{what} is right in {right} of {got.size} entries and {_VAGUE[1]}"
    return f"{what} {_VAGUE[0]}"


def _factor(got: Array, want: Array, sizes: Mapping[str, int], tolerance: float) -> str | None:
    """The factor between the two in words; None where there is none, or none that may be told."""
    ratio = float(np.vdot(got, want) / np.vdot(want, want)) if np.any(want) else 0.0
    loose = max(tolerance, 1e-7)
    if not ratio or not close(got, ratio * want, loose):
        return None
    for sign, prefix in ((1.0, ""), (-1.0, "minus ")):
        for name, size in sizes.items():
            if size > 1 and abs(ratio - sign * size) < 10 * loose * size:
                return f"exactly {prefix}{size} times ({size} is the number of {name})"
            if size > 1 and abs(ratio - sign / size) < 10 * loose / size:
                return f"exactly {prefix}1/{size} of ({size} is the number of {name})"
        for number, words in ((2.0, "twice"), (0.5, "half")):
            if abs(ratio - sign * number) < 10 * loose:
                return f"exactly {prefix}{words}"
    # Any one number is some factor times another, and the factor would give the right one away;
    # so would the factor between one's own constant and another.
    varied = np.ptp(np.abs(want[want != 0])) > 1e-3 * np.max(np.abs(want))
    return f"{ratio:.6g} times" if varied else None
