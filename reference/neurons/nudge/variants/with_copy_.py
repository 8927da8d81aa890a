"""copy_ from a new tensor."""

import torch as t


def nudge_tensor_towards_minimum(x: t.Tensor, learning_rate: float) -> None:
    with t.no_grad():
        moved = x - x.grad * learning_rate
        x.copy_(moved)
