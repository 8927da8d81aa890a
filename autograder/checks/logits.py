"""Logits for the checks of a softmax or of a cross-entropy, drawn so that no share is small.

What an epsilon costs then hangs on its size and never on the draw. With at most six classes every
share lies between 0.05 and 0.8, so −log(p + ε) misses −log p by 2.7 ε to 6.6 ε of itself: at
1e-10 and below ε is never seen (compare.TOLERANCE is 1e-9), at 1e-9 and above always. Likewise a
softmax over Σ exp + ε hides every ε up to 1e-9 and shows it from 1e-8 on. What becomes of small
shares and of large logits is asked apart, on numbers that are the same for everyone.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from autograder.checks.compare import Array

BOUND = 0.65
LARGEST = 3  # of the whole numbers in a counterexample


def draw_logits(rng: np.random.Generator, rows: int, classes: int) -> Array:
    """Logits of shape (rows, classes) whose shares are all of ordinary size."""
    return rng.uniform(-BOUND, BOUND, size=(rows, classes))


def whole_logits(logits: Array) -> Array:
    """Drawn logits spread over the whole numbers up to ±3, for an example to be read."""
    return np.sign(logits) * np.ceil(np.abs(logits) * LARGEST / BOUND)


@dataclass(frozen=True)
class Fixed:
    """Logits that are the same for everyone, their labels, and words for them: "for logits …"."""

    logits: Array
    labels: Array
    words: str


def large() -> tuple[Fixed, ...]:
    """Logits of a thousand and more, with an ordinary share at every label.

    No one number can be taken from all rows of a table.
    """
    far = np.array([[1.0, 1.0, 0.0, -1.0], [-1.0, -2.0, -1.0, -1.0], [0.0, -1.0, 1.0, 1.0]])
    near = np.array([[0.0, -1.5, 0.5, 1.0], [0.5, 0.0, -0.5, 0.0], [0.0, 0.0, 0.25, 1.0]])
    mixed = np.array([[1000.0, 998.5, -1000], [705.0, -705.0, 704.0], [-1000.0, -1000.5, -1001.0]])
    labels = np.array([1, 2, 2])
    return (
        *(Fixed(size * far + near, labels, f"of about {size:,.0f}") for size in (1e3, 1e5)),
        Fixed(mixed, np.array([1, 2, 0]), "of about 1,000 beside 700"),
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
