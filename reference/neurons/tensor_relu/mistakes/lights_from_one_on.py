"""Numbers between 0 and 1 are treated as if they were negative. The bend of a relu is at zero.

Caught-by: values
"""

import torch as t


def tensor_relu(input_tensor: t.Tensor) -> t.Tensor:
    return t.where(input_tensor > 1, input_tensor, t.zeros_like(input_tensor))
