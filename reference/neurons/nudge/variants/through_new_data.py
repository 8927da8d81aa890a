"""New data for the same tensor."""

import torch as t


def nudge_tensor_towards_minimum(x: t.Tensor, learning_rate: float) -> None:
    x.data = x.data - learning_rate * x.grad
