"""A comparison counts as 0 or 1."""


def relu(x: float) -> float:
    return x * (x > 0)
