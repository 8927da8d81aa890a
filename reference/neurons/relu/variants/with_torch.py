"""By way of a tensor in single precision."""

import torch as t


def relu(x: float) -> float:
    return t.relu(t.tensor(float(x))).item()
