"""where, with zeros on the other side."""

import torch as t


def tensor_relu(input_tensor: t.Tensor) -> t.Tensor:
    return t.where(input_tensor < 0, t.zeros_like(input_tensor), input_tensor)
