"""Positive numbers become zero and negative ones stay. Read aloud what your comparison keeps.

Caught-by: values
"""

import torch as t


def tensor_relu(input_tensor: t.Tensor) -> t.Tensor:
    return t.minimum(input_tensor, t.zeros_like(input_tensor))
