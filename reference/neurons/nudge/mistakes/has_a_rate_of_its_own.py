"""The step has a fixed length factor, and the learning rate that was handed over is not used.

Caught-by: step
"""

import torch as t


def nudge_tensor_towards_minimum(x: t.Tensor, learning_rate: float) -> None:
    with t.no_grad():
        x -= 2 * x.grad
