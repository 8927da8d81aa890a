"""Logits for the checks of a softmax or of a cross-entropy, drawn so that no share is small.

What an epsilon costs then hangs on its size and never on the draw. With at most six classes every
share lies between 0.05 and 0.8, so −log(p + ε) misses −log p by 2.7 ε to 6.6 ε of itself, and a
softmax over Σ exp + ε misses by 0.1 ε to ε. To NEAR, therefore, every such ε up to 1e-6 is let
pass, whatever was drawn, and none from 1e-4 on; the last digits are asked for once, by the question
`digits`. What becomes of small shares and of large logits is asked apart, too, on numbers that are
the same for everyone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from autograder.checks.compare import Array, as_array
from autograder.checks.outcome import fail
from autograder.checks.scenario import Answer

BOUND = 0.65
NEAR = 1.2e-5  # a layer's tolerance: an epsilon is no other formula
LARGEST = 2  # of the whole numbers in a counterexample


def draw_logits(rng: np.random.Generator, rows: int, classes: int) -> Array:
    """Logits of shape (rows, classes) whose shares are all of ordinary size."""
    return rng.uniform(-BOUND, BOUND, size=(rows, classes))


def whole_logits(logits: Array) -> Array:
    """Drawn logits spread over the whole numbers up to ±2, for an example to be read."""
    return np.sign(logits) * np.ceil(np.abs(logits) * LARGEST / BOUND)


@dataclass(frozen=True)
class Fixed:
    """Logits that are the same for everyone, their labels, and words for them: "for logits …"."""

    logits: Array
    labels: Array
    words: str


def large() -> tuple[Fixed, ...]:
    """Logits of a thousand and more, with an ordinary share at every label.

    No one number can be taken from all rows of a table, but of the last: its logits all lie far
    below zero, which sets the largest of a row apart from the largest size.
    """
    far = np.array([[1.0, 1.0, 0.0, -1.0], [-1.0, -2.0, -1.0, -1.0], [0.0, -1.0, 1.0, 1.0]])
    near = np.array([[0.0, -1.5, 0.5, 1.0], [0.5, 0.0, -0.5, 0.0], [0.0, 0.0, 0.25, 1.0]])
    mixed = np.array([[1000.0, 998.5, -1000], [705.0, -705.0, 704.0], [-1000.0, -1000.5, -1001.0]])
    below = np.array([[-1000.0, -999.5, -1001.0], [-1000.5, -1000.0, -999.0]])
    labels = np.array([1, 2, 2])
    return (
        *(Fixed(size * far + near, labels, f"of about {size:,.0f}") for size in (1e3, 1e5)),
        Fixed(mixed, np.array([1, 2, 0]), "of about 1,000 beside 700"),
        Fixed(below, np.array([0, 1]), "of about -1,000"),
    )


def improbable() -> tuple[Fixed, ...]:
    """Logits that leave the first row's label a vanishing share, down to one stored as 0."""
    labels = np.array([1, 0])
    return tuple(
        Fixed(
            np.array([[0.0, -gap, -1.0], [0.5, 0.25, -0.5]]),
            labels,
            f"of which the label's is {gap:g} below the largest",
        )
        for gap in (40.0, 745.2, 800.0, 1e5)
    )


def expect_no_bound(losses: Sequence[Answer]) -> None:
    """Fail where the losses for `improbable()` stop growing at the shares that are stored as 0."""
    *_, less, least = (as_array(loss.value) for loss in losses)
    if less is None or least is None or less.shape != least.shape:
        return
    if np.isfinite(least).all() and np.allclose(less, least, rtol=1e-9):
        fail(
            "However improbable the label is, the loss never rises above a certain bound. Is a "
            "small number added to the share, or the share clipped? Work the logarithm of the "
            "fraction out on paper: then no share has to be kept from 0."
        )
