"""There are always ten entries. How many there should be is what the second argument says.

Caught-by: values
"""

import torch as t


def one_hot_encoding(i: int, num_classes: int) -> t.Tensor:
    result = t.zeros(10)
    result[i] = 1
    return result
