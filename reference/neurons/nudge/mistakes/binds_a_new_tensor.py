"""The function's own name is bound to a new tensor, and the one that was passed in never moves.
Change it in place.

Caught-by: step
"""

import torch as t


def nudge_tensor_towards_minimum(x: t.Tensor, learning_rate: float) -> None:
    with t.no_grad():
        x = x - learning_rate * x.grad
