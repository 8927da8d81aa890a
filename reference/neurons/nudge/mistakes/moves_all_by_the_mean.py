"""All numbers move alike, by the mean of the gradients. Each number goes its own way.

Caught-by: step
"""

import torch as t


def nudge_tensor_towards_minimum(x: t.Tensor, learning_rate: float) -> None:
    with t.no_grad():
        x -= learning_rate * x.grad.mean()
