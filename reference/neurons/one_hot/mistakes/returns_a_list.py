"""The numbers are right, in a Python list. Lists cannot be subtracted from tensors or stacked; a
tensor is wanted.

Caught-by: tensor
"""

import torch as t


def one_hot_encoding(i: int, num_classes: int) -> t.Tensor:
    return [1.0 if position == i else 0.0 for position in range(num_classes)]
