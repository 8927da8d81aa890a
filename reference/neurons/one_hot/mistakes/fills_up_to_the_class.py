"""All entries up to the class are 1. Only the entry of the class itself is.

Caught-by: values
"""

import torch as t


def one_hot_encoding(i: int, num_classes: int) -> t.Tensor:
    result = t.zeros(num_classes)
    result[: i + 1] = 1
    return result
