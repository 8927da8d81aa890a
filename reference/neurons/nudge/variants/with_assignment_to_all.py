"""Writes the new numbers into the old tensor."""

import torch as t


def nudge_tensor_towards_minimum(x: t.Tensor, learning_rate: float) -> None:
    with t.no_grad():
        x[...] = x - learning_rate * x.grad
