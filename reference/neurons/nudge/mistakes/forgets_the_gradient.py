"""Every number moves by the learning rate alone, whatever its gradient says. Each has a slope of
its own.

Caught-by: step
"""

import torch as t


def nudge_tensor_towards_minimum(x: t.Tensor, learning_rate: float) -> None:
    with t.no_grad():
        x -= learning_rate
