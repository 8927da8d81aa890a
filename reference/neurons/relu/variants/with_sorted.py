"""The larger of two is the last when sorted."""


def relu(x: float) -> float:
    return sorted([0.0, x])[-1]
