"""The gradient is scaled to length one first. The length of the step then says nothing about how
steep it is.

Caught-by: step
"""

import torch as t


def nudge_tensor_towards_minimum(x: t.Tensor, learning_rate: float) -> None:
    with t.no_grad():
        x -= learning_rate * x.grad / (x.grad.norm() + 1e-12)
