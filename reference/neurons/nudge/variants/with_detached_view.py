"""A detached view shares its memory."""

import torch as t


def nudge_tensor_towards_minimum(x: t.Tensor, learning_rate: float) -> None:
    view = x.detach()
    view -= learning_rate * x.grad
