"""Whether two answers to one scenario are the same answer, up to the order of a sum's terms."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import IntEnum
from typing import Any

import numpy as np

from autograder.checks.compare import Array, as_array
from autograder.checks.scenario import Operation, number_of

TOLERANCE = 1e-9
SINGLE = 3e-6  # of numbers that have been through single precision on either side
FLOOR = 1e-12

# Where in a reply a value stands: the positions in lists, and the keys in dicts, on the way to it.
Path = tuple[Any, ...]


class Likeness(IntEnum):
    """How alike two answers are. LOOSE: the same numbers in a shape with other axes of length 1."""

    NONE = 0
    LOOSE = 1
    SAME = 2


def likeness(one: Any, other: Any, *, strict: bool = False) -> Likeness:
    """Compare two plain answers: numbers to 1e-9 of their size, everything else for equality.

    Where one side holds single precision, as PyTorch does unless told otherwise, 1e-9 would tell
    apart what differs by the order of a sum alone: there it is 3e-6. Not so if `strict`: then each
    number is measured by itself, however small, and those of another kind or precision are others.
    """
    if isinstance(one, list) and isinstance(other, list):
        if len(one) != len(other):
            return Likeness.NONE
        return _least(zip(one, other, strict=True), strict)
    if isinstance(one, dict) and isinstance(other, dict):
        if one.keys() != other.keys():
            return Likeness.NONE
        return _least(((one[key], other[key]) for key in one), strict)
    numbers, others = as_array(one), as_array(other)
    if numbers is not None and others is not None:
        if strict:
            kinds = {np.asarray(value).dtype for value in (one, other)}
            same = len(kinds) == 1 and _are_same(numbers, others)
            return Likeness.SAME if same else Likeness.NONE
        return _of_arrays(numbers, others, max(_tolerance(one), _tolerance(other)))
    return Likeness.SAME if type(one) is type(other) and one == other else Likeness.NONE


def _least(pairs: Iterable[tuple[Any, Any]], strict: bool) -> Likeness:
    least = Likeness.SAME
    for one, other in pairs:
        least = min(least, likeness(one, other, strict=strict))
        if least is Likeness.NONE:
            break
    return least


def _tolerance(value: Any) -> float:
    single = isinstance(value, np.ndarray | np.generic) and value.dtype in (np.float32, np.float16)
    return SINGLE if single else TOLERANCE


def _are_same(one: Array, other: Array) -> bool:
    return one.shape == other.shape and np.allclose(one, other, TOLERANCE, 0.0, equal_nan=True)


def _of_arrays(one: Array, other: Array, tolerance: float) -> Likeness:
    if one.shape != other.shape:
        loose = one.size == other.size and np.squeeze(one).shape == np.squeeze(other).shape
        if loose and _of_arrays(np.squeeze(one), np.squeeze(other), tolerance):
            return Likeness.LOOSE
        return Likeness.NONE
    with np.errstate(all="ignore"):
        size = max(np.abs(one).max(initial=FLOOR), np.abs(other).max(initial=FLOOR))
        if size < np.inf:  # neither infinity nor NaN is
            near = (np.abs(one - other) <= tolerance * size).all()
            return Likeness.SAME if near else Likeness.NONE
    finite = np.isfinite(one)
    same = np.array_equal(finite, np.isfinite(other)) and np.array_equal(
        one[~finite], other[~finite], equal_nan=True
    )
    return _of_arrays(one[finite], other[finite], tolerance) if same else Likeness.NONE


def of_replies(
    operations: Sequence[Operation],
    one: Sequence[Any],
    other: Sequence[Any],
    *,
    strict: bool = False,
) -> Likeness:
    """Compare two lists of answers to the same operations, as `likeness` does."""
    if len(one) != len(other):
        return Likeness.NONE
    return likeness(relative(operations, one), relative(operations, other), strict=strict)


def leaves(value: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """The values that a reply is made of, each with its place; a list of numbers is one value."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield from leaves(item, (*path, key))
    elif isinstance(value, list) and any(isinstance(i, list | dict | np.ndarray) for i in value):
        for position, item in enumerate(value):
            yield from leaves(item, (*path, position))
    else:
        yield path, value


def errors(wrong: Any, right: Any) -> dict[Path, Any]:
    """Those values of a reply, by their places, that are not as in the right one."""
    solved, missing = dict(leaves(right)), object()
    return {p: v for p, v in leaves(wrong) if not likeness(v, solved.get(p, missing))}


def has_errors(own: Mapping[Path, Any], wrong: Mapping[Path, Any]) -> bool:
    """Whether all of these errors, and some there are, are among one's own values.

    So a mistake is seen beside another that has spoilt other parts of the same reply.
    """
    missing = object()
    return bool(wrong) and all(
        likeness(own.get(path, missing), value) for path, value in wrong.items()
    )


def is_telling(value: Any) -> bool:
    """Whether a value holds numbers that nobody hits by chance, as a yes or a count is hit."""
    array = as_array(value)
    return array is not None and bool(np.any(np.isfinite(array) & (array != np.round(array))))


def relative(operations: Sequence[Operation], answers: Sequence[Any]) -> list[Any]:
    """The answers, with the order of stand-ins' calls counted from the scenario's first call.

    A box counts calls from its start on, so the numbers themselves say nothing.
    """
    takes = [arguments[0] for verb, *arguments in operations if verb == "take"]
    recorded = [
        position
        for position, slot in enumerate(takes[: len(answers)])
        if isinstance(slot, bytes) and operations[number_of(slot)][0] == "calls"
    ]
    calls = [call for position in recorded for call in _calls(answers[position])]
    first = min((call[0] for call in calls), default=0)
    renumbered = list(answers)
    for position in recorded:
        if listed := _calls(answers[position]):
            renumbered[position] = [[call[0] - first, *call[1:]] for call in listed]
    return renumbered


def _calls(answer: Any) -> list[list[Any]]:
    """The calls that a box tells of; none where what it says is no list of calls."""
    well_formed = isinstance(answer, list) and all(
        isinstance(call, list) and call and type(call[0]) is int for call in answer
    )
    return answer if well_formed else []
