"""The entries are true and false. PyTorch does not subtract those, and the loss will.

Caught-by: tensor
"""

import torch as t


def one_hot_encoding(i: int, num_classes: int) -> t.Tensor:
    return t.arange(num_classes) == i
