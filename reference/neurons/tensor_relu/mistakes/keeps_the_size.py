"""Negative numbers lose their minus and stay. That is the absolute value; what should be left of a
negative number here?

Caught-by: values
"""

import torch as t


def tensor_relu(input_tensor: t.Tensor) -> t.Tensor:
    return input_tensor.abs()
