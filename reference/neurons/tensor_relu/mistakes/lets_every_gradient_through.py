"""The values are right, and the gradient passes even where the input was negative. Whatever does
not change the output gets no gradient.

Caught-by: gradient
"""

import torch as t


def tensor_relu(input_tensor: t.Tensor) -> t.Tensor:
    return input_tensor + (t.relu(input_tensor) - input_tensor).detach()
