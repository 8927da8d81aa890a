"""scatter_ into zeros."""

import torch as t


def one_hot_encoding(i: int, num_classes: int) -> t.Tensor:
    return t.zeros(num_classes).scatter_(0, t.tensor([i]), 1.0)
