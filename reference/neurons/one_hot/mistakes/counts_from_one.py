"""The 1 stands one place too far to the front. Positions are counted from zero, and digits start at
0 as well.

Caught-by: values
"""

import torch as t


def one_hot_encoding(i: int, num_classes: int) -> t.Tensor:
    result = t.zeros(num_classes)
    result[i - 1] = 1
    return result
