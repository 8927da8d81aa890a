"""The tensor is made smaller by a share of itself. It is its gradient that says where to go.

Caught-by: step
"""

import torch as t


def nudge_tensor_towards_minimum(x: t.Tensor, learning_rate: float) -> None:
    with t.no_grad():
        x -= learning_rate * x
