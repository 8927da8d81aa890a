"""A negative number comes out as its size, without the minus. That is the absolute value; what
should be left of a negative number here?

Caught-by: negative
"""


def relu(x: float) -> float:
    return abs(x)
