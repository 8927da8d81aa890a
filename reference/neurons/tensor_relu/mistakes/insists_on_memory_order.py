"""`view` works only where the numbers lie in memory in their own order, and a table that was turned
on its side does not. Does a relu need to change the shape at all?

Caught-by: any_shape
"""

import torch as t


def tensor_relu(input_tensor: t.Tensor) -> t.Tensor:
    flat = input_tensor.view(-1)
    return t.where(flat > 0, flat, t.zeros_like(flat)).view(input_tensor.shape)
