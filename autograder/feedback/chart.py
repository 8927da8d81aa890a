"""The geometry of the class page's histogram. The template draws it; nothing here is HTML."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass

from autograder.words import percent

BINS = 10
WIDTH, HEIGHT = 440, 230  # near a phone's width, so that the labels stay readable there
LEFT, RIGHT, TOP, BOTTOM = 52, 12, 26, 44
GAP = 3
_ROUNDING = 1e-9


@dataclass(frozen=True)
class Bar:
    """One bin's rectangle, its count and what it holds in words, such as `70–80 %`."""

    x: float
    y: float
    width: float
    height: float
    count: int
    name: str


@dataclass(frozen=True)
class Tick:
    """A label and where it stands on its axis."""

    at: float
    text: str


@dataclass(frozen=True)
class Histogram:
    """A drawing of `width` × `height` units with the plot inside its margins.

    `median` is the horizontal position of the median's line; `description` says in words what
    the bars show.
    """

    bars: tuple[Bar, ...]
    across: tuple[Tick, ...]
    up: tuple[Tick, ...]
    median: Tick
    description: str
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT
    top: int = TOP
    bottom: int = HEIGHT - BOTTOM


def histogram(shares: Sequence[float]) -> Histogram:
    """How many of the shares (each from 0 to 1, at least one) fall into each tenth."""
    counts = [0] * BINS
    for part in shares:
        counts[min(int(part * BINS + _ROUNDING), BINS - 1)] += 1
    step = _step(max(counts))
    top = step * -(-max(counts) // step)
    middle = statistics.median(shares)
    return Histogram(
        bars=tuple(_bar(index, count, top) for index, count in enumerate(counts)),
        across=tuple(Tick(_x(tenth / 10), str(tenth * 10)) for tenth in range(0, 11, 2)),
        up=tuple(Tick(_y(count, top), str(count)) for count in range(0, top + 1, step)),
        median=Tick(_x(middle), f"median {percent(middle)}"),
        description=_described(counts),
    )


def _bar(index: int, count: int, top: int) -> Bar:
    y = _y(count, top)
    return Bar(
        x=round(_x(index / BINS) + GAP / 2, 2),
        y=y,
        width=round((WIDTH - LEFT - RIGHT) / BINS - GAP, 2),
        height=round(HEIGHT - BOTTOM - y, 2),
        count=count,
        name=_bin_name(index),
    )


def _x(part: float) -> float:
    return round(LEFT + part * (WIDTH - LEFT - RIGHT), 2)


def _y(count: int, top: int) -> float:
    return round(HEIGHT - BOTTOM - count / top * (HEIGHT - TOP - BOTTOM), 2)


def _step(highest: int) -> int:
    """The smallest of 1, 2, 5, 10, 20, … that needs at most five steps to the highest count."""
    size = 1
    while True:
        for step in (size, 2 * size, 5 * size):
            if highest <= 5 * step:
                return step
        size *= 10


def _bin_name(index: int) -> str:
    return f"{index * 100 // BINS}–{(index + 1) * 100 // BINS} %"


def _described(counts: Sequence[int]) -> str:
    told = [f"{_bin_name(index)}: {count}" for index, count in enumerate(counts) if count]
    return f"Submissions by the share of points earned. {'; '.join(told)}."
