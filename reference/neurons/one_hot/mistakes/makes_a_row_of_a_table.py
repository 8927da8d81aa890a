"""The result is a table with a single row. Rows are stacked into a table later; here a single
dimension is wanted.

Caught-by: values
"""

import torch as t


def one_hot_encoding(i: int, num_classes: int) -> t.Tensor:
    result = t.zeros(1, num_classes)
    result[0, i] = 1
    return result
