"""The gradient itself is multiplied by the learning rate, and stays so. It is there to be read.

Caught-by: again
"""

import torch as t


def nudge_tensor_towards_minimum(x: t.Tensor, learning_rate: float) -> None:
    with t.no_grad():
        x.grad *= learning_rate
        x -= x.grad
