"""Positive numbers become zero and negative ones stay. Read aloud what your comparison keeps, and
for which numbers.

Caught-by: positive
"""


def relu(x: float) -> float:
    return min(x, 0.0)
