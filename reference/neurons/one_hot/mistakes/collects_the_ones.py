"""Ones of earlier calls are still there: all calls write into one tensor that is made once. Every
call makes its own.

Caught-by: values
"""

import torch as t


def one_hot_encoding(i: int, num_classes: int, made={}) -> t.Tensor:
    result = made.setdefault(num_classes, t.zeros(num_classes))
    result[i] = 1
    return result
