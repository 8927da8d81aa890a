"""A conditional expression, and zero on the other side of it."""


def relu(x: float) -> float:
    return 0 if x < 0 else x
