"""clamp from below."""

import torch as t


def tensor_relu(input_tensor: t.Tensor) -> t.Tensor:
    return input_tensor.clamp(min=0)
