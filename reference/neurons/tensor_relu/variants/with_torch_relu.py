"""PyTorch's own."""

import torch as t


def tensor_relu(input_tensor: t.Tensor) -> t.Tensor:
    return t.relu(input_tensor)
