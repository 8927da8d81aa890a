"""The nudged tensor is returned, and the one that was passed in stays where it is. Nobody uses what
this function returns.

Caught-by: step
"""

import torch as t


def nudge_tensor_towards_minimum(x: t.Tensor, learning_rate: float) -> None:
    with t.no_grad():
        return x - learning_rate * x.grad
