"""One number after another."""

import torch as t


def nudge_tensor_towards_minimum(x: t.Tensor, learning_rate: float) -> None:
    with t.no_grad():
        flat, slopes = x.view(-1), x.grad.view(-1)
        for i in range(len(flat)):
            flat[i] -= learning_rate * slopes[i]
