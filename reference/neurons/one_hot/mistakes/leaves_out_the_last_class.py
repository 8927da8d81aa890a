"""There is one entry too few, and no place for the last class. Counting from zero does not change
how many there are.

Caught-by: values
"""

import torch as t


def one_hot_encoding(i: int, num_classes: int) -> t.Tensor:
    result = t.zeros(max(num_classes - 1, i + 1))
    result[i] = 1
    return result
