"""There is one place too many. Positions run from 0 to num_classes − 1, so there are num_classes of
them.

Caught-by: values
"""

import torch as t


def one_hot_encoding(i: int, num_classes: int) -> t.Tensor:
    result = t.zeros(num_classes + 1)
    result[i] = 1
    return result
