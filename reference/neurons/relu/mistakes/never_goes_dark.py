"""No number comes out smaller than 1. Which number should the input be compared with?

Caught-by: negative
"""


def relu(x: float) -> float:
    return max(x, 1.0)
