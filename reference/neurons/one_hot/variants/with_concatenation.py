"""Zeros, a one, and zeros."""

import torch as t


def one_hot_encoding(i: int, num_classes: int) -> t.Tensor:
    return t.cat([t.zeros(i), t.ones(1), t.zeros(num_classes - i - 1)])
