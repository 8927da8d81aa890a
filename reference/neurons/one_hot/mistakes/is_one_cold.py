"""Ones and zeros are exchanged: everything is hot except the class. Start from zeros.

Caught-by: values
"""

import torch as t


def one_hot_encoding(i: int, num_classes: int) -> t.Tensor:
    result = t.ones(num_classes)
    result[i] = 0
    return result
