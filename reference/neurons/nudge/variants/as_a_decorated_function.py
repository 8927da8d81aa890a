"""The whole function without gradients."""

import torch as t


@t.no_grad()
def nudge_tensor_towards_minimum(x: t.Tensor, learning_rate: float) -> None:
    step = -learning_rate * x.grad
    x += step
