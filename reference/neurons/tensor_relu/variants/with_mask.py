"""A product with the mask."""

import torch as t


def tensor_relu(input_tensor: t.Tensor) -> t.Tensor:
    return input_tensor * (input_tensor > 0)
