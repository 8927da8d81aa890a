"""The number of the class stands where a 1 should be. Class 0 then looks like nothing at all.

Caught-by: values
"""

import torch as t


def one_hot_encoding(i: int, num_classes: int) -> t.Tensor:
    result = t.zeros(num_classes)
    result[i] = i
    return result
