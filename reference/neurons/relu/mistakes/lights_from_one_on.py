"""Numbers between 0 and 1 are treated as if they were negative. The bend of a relu is at zero.

Caught-by: positive
"""


def relu(x: float) -> float:
    if x < 1:
        return 0.0
    return x
