"""A list made a tensor."""

import torch as t


def one_hot_encoding(i: int, num_classes: int) -> t.Tensor:
    numbers = [0.0] * num_classes
    numbers[i] = 1.0
    return t.tensor(numbers)
