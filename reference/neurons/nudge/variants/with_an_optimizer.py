"""An optimiser for one tensor."""

import torch as t


def nudge_tensor_towards_minimum(x: t.Tensor, learning_rate: float) -> None:
    optimizer = t.optim.SGD([x], lr=learning_rate)
    optimizer.step()
