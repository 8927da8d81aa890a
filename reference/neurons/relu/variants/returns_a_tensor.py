"""A tensor of no dimensions is a number, too."""

import torch as t


def relu(x):
    return t.clamp(t.tensor(x, dtype=t.float64), min=0)
