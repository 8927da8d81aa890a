"""The codes of all classes are returned. Only one of those rows was asked for.

Caught-by: values
"""

import torch as t


def one_hot_encoding(i: int, num_classes: int) -> t.Tensor:
    return t.eye(num_classes)
