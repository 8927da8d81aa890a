"""Even a flat place or a learning rate of zero makes the tensor move. Nothing is to be added to the
step.

Caught-by: still
"""

import torch as t


def nudge_tensor_towards_minimum(x: t.Tensor, learning_rate: float) -> None:
    with t.no_grad():
        step = learning_rate * x.grad
        x -= t.where(step == 0, t.full_like(step, 1e-3), step)
