"""You return whether the number is positive, instead of a number. True counts as 1 in Python, so
nothing complains until the values are wrong.

Caught-by: positive
"""


def relu(x: float) -> float:
    return x > 0
