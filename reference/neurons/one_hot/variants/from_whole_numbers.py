"""A list of whole numbers."""

import torch as t


def one_hot_encoding(i: int, num_classes: int) -> t.Tensor:
    return t.tensor([int(position == i) for position in range(num_classes)])
