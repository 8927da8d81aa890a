"""A small array as a table whose cells are tinted by their numbers, beside the one it should be.

The geometry and the tints; the template draws them. Tints are of one scale for both tables, so
that equal numbers look equal.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from autograder.verdict import Example, Numbers, told

STRONGEST = 70  # per cent of the colour that the largest number gets
NEAR = 1e-5  # beside the largest number; what a report holds is rounded to six digits


@dataclass(frozen=True)
class Square:
    """One cell: its text, its tint in per cent, whether it is negative, and whether it is wrong."""

    text: str
    tint: int
    negative: bool
    wrong: bool


Grid = tuple[tuple[Square, ...], ...]


@dataclass(frozen=True)
class Pair:
    """What is right and what came; each is a table, or words where it is none."""

    right: Grid | str
    yours: Grid | str
    given: tuple[str, ...]


def pair(example: Example) -> Pair:
    """The two tables of a counterexample."""
    right, yours = _rows(example.right), _rows(example.yours)
    largest = max((abs(n) for n in (*_floats(right), *_floats(yours))), default=0.0) or 1.0
    alike = [list(map(len, rows)) for rows in (right or (), yours or ())]
    beside = yours if alike[0] == alike[1] else None
    return Pair(
        _grid(right, None, largest, example.digits) if right else told(example.right),
        _grid(yours, right if beside else None, largest, example.digits)
        if yours
        else told(example.yours),
        example.given,
    )


Rows = tuple[tuple[float | str, ...], ...]


def _rows(numbers: Numbers) -> Rows | None:
    """A number as one cell, a list as one row; None for words and for more than two dimensions."""
    if isinstance(numbers, str):
        return None
    if not isinstance(numbers, tuple):
        return ((numbers,),)
    if all(not isinstance(part, tuple) for part in numbers):
        return (numbers,) if numbers else None  # type: ignore[return-value]
    rows = tuple(part for part in numbers if isinstance(part, tuple))
    flat = all(not isinstance(n, tuple) for row in rows for n in row)
    return rows if flat and len(rows) == len(numbers) else None  # type: ignore[return-value]


def _floats(rows: Rows | None) -> Iterator[float]:
    for row in rows or ():
        yield from (number for number in row if isinstance(number, int | float))


def _grid(rows: Rows, beside: Rows | None, largest: float, digits: int) -> Grid:
    return tuple(
        tuple(
            _square(number, beside[i][j] if beside else number, largest, digits)
            for j, number in enumerate(row)
        )
        for i, row in enumerate(rows)
    )


def _square(number: float | str, right: float | str, largest: float, digits: int) -> Square:
    if isinstance(number, str) or isinstance(right, str):
        return Square(str(number), 0, False, number != right)
    tint = round(STRONGEST * abs(number) / largest)
    return Square(told(number, digits), tint, number < 0, abs(number - right) > NEAR * largest)
