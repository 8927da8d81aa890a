"""The slope is found by dividing, which fails at exactly zero. A comparison needs no division.

Caught-by: any_size
"""


def relu(x: float) -> float:
    sign = x / abs(x)
    return x * (sign + 1) / 2
