"""Through the tensor's data, past the bookkeeping."""

import torch as t


def nudge_tensor_towards_minimum(x: t.Tensor, learning_rate: float) -> None:
    x.data -= learning_rate * x.grad.data
