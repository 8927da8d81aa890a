"""The step goes along the gradient, and that is the way up. Downhill is the other direction.

Caught-by: step
"""

import torch as t


def nudge_tensor_towards_minimum(x: t.Tensor, learning_rate: float) -> None:
    with t.no_grad():
        x += learning_rate * x.grad
