"""Where the gradient is zero your code divides by zero, and the number is lost. A flat place is no
special case.

Caught-by: still
"""

import torch as t


def nudge_tensor_towards_minimum(x: t.Tensor, learning_rate: float) -> None:
    with t.no_grad():
        direction = x.grad / x.grad.abs()
        x -= learning_rate * x.grad.abs() * direction
