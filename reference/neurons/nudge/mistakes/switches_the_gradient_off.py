"""To get around PyTorch's refusal the tensor was told to want no gradient any more. From the second
round on it learns nothing.

Caught-by: leaf
"""

import torch as t


def nudge_tensor_towards_minimum(x: t.Tensor, learning_rate: float) -> None:
    x.requires_grad = False
    x -= learning_rate * x.grad
