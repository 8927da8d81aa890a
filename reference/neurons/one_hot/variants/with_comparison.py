"""A comparison made numbers."""

import torch as t


def one_hot_encoding(i: int, num_classes: int) -> t.Tensor:
    return (t.arange(num_classes) == i).float()
