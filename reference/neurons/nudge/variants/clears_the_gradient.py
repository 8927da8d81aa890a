"""Clears the gradient after the step, and returns the tensor."""

import torch as t


def nudge_tensor_towards_minimum(x: t.Tensor, learning_rate: float) -> t.Tensor:
    with t.no_grad():
        x -= learning_rate * x.grad
        x.grad.zero_()
    return x
