"""All calls write into the same tensor, so an earlier encoding changes when a later one is made.
Make a new tensor in every call.

Caught-by: earlier
"""

import torch as t

tables = {}


def one_hot_encoding(i: int, num_classes: int) -> t.Tensor:
    result = tables.setdefault(num_classes, t.zeros(num_classes))
    result.zero_()
    result[i] = 1
    return result
