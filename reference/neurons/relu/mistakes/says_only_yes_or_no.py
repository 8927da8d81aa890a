"""Every positive number comes out as 1. That is a switch; a relu lets through how large the number
was.

Caught-by: positive
"""


def relu(x: float) -> float:
    return 1.0 if x > 0 else 0.0
