"""All entries are zero: the 1 was never written. Comparing with `==` changes nothing.

Caught-by: values
"""

import torch as t


def one_hot_encoding(i: int, num_classes: int) -> t.Tensor:
    result = t.zeros(num_classes)
    result[i] == 1
    return result
