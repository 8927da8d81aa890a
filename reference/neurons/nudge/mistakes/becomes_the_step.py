"""The tensor is replaced by the step. A step is taken from where one stands.

Caught-by: step
"""

import torch as t


def nudge_tensor_towards_minimum(x: t.Tensor, learning_rate: float) -> None:
    x.data = -learning_rate * x.grad
