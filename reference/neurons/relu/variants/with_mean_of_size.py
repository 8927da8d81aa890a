"""The mean of a number and its size."""


def relu(x: float) -> float:
    return (x + abs(x)) / 2
