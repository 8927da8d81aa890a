"""A row of the identity."""

import torch as t


def one_hot_encoding(i: int, num_classes: int) -> t.Tensor:
    return t.eye(num_classes)[i]
