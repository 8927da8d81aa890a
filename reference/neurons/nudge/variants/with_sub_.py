"""The method with an underscore."""

import torch as t


def nudge_tensor_towards_minimum(x: t.Tensor, learning_rate: float) -> None:
    with t.no_grad():
        x.sub_(x.grad * learning_rate)
