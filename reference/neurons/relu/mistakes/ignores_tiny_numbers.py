"""Numbers close to zero are treated as zero. However small a positive number is, it stays as it is.

Caught-by: any_size
"""


def relu(x: float) -> float:
    return x if x > 1e-3 else 0.0
