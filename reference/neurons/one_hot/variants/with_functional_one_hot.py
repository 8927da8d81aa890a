"""PyTorch's own, in whole numbers."""

import torch as t


def one_hot_encoding(i: int, num_classes: int) -> t.Tensor:
    return t.nn.functional.one_hot(t.tensor(i), num_classes)
