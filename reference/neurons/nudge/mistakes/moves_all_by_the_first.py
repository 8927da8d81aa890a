"""All numbers move by the first entry of the gradient. If all entries were equal nobody would
notice.

Caught-by: step
"""

import torch as t


def nudge_tensor_towards_minimum(x: t.Tensor, learning_rate: float) -> None:
    with t.no_grad():
        x -= learning_rate * x.grad.flatten()[0]
