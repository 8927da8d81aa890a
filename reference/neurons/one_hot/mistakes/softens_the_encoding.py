"""The true class gets less than 1 and the others more than 0. That is label smoothing, which nobody
asked for.

Caught-by: values
"""

import torch as t


def one_hot_encoding(i: int, num_classes: int) -> t.Tensor:
    result = t.full((num_classes,), 0.1 / num_classes)
    result[i] += 0.9
    return result
