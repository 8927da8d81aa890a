"""A little of every negative number comes through. That is a leaky relu, a relative of the one that
is asked for here.

Caught-by: negative
"""


def relu(x: float) -> float:
    return x if x > 0 else 0.01 * x
