"""The 1 is placed from the wrong end. The first class is the first entry.

Caught-by: values
"""

import torch as t


def one_hot_encoding(i: int, num_classes: int) -> t.Tensor:
    result = t.zeros(num_classes)
    result[num_classes - 1 - i] = 1
    return result
