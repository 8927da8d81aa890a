"""A copy may be overwritten."""

import torch as t


def tensor_relu(input_tensor: t.Tensor) -> t.Tensor:
    result = input_tensor.clone()
    result[result < 0] = 0.0
    return result
