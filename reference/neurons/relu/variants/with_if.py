"""With two returns."""


def relu(x: float) -> float:
    if x > 0:
        return x
    return 0.0
