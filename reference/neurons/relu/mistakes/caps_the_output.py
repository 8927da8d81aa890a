"""Large numbers are cut off. A relu has a floor and no ceiling.

Caught-by: any_size
"""


def relu(x: float) -> float:
    return min(max(x, 0.0), 100.0)
