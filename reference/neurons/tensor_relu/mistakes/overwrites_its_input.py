"""The input itself is changed, and whoever passed it in loses the negative numbers. Make a new
tensor.

Caught-by: large
"""

import torch as t


def tensor_relu(input_tensor: t.Tensor) -> t.Tensor:
    if input_tensor.requires_grad:
        return input_tensor.clamp(min=0)
    input_tensor[input_tensor < 0] = 0
    return input_tensor
