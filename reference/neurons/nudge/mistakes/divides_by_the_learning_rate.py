"""The gradient is divided by the learning rate, so that careful steps become huge ones. Which way
round should it be?

Caught-by: step
"""

import torch as t


def nudge_tensor_towards_minimum(x: t.Tensor, learning_rate: float) -> None:
    with t.no_grad():
        x -= x.grad / max(learning_rate, 1e-12)
