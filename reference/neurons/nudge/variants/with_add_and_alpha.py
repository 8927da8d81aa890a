"""Adds a negative multiple."""

import torch as t


def nudge_tensor_towards_minimum(x: t.Tensor, learning_rate: float) -> None:
    with t.no_grad():
        x.add_(x.grad, alpha=-learning_rate)
