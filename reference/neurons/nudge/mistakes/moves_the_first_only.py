"""Only the first number moves. Tensors move as a whole, without an index.

Caught-by: step
"""

import torch as t


def nudge_tensor_towards_minimum(x: t.Tensor, learning_rate: float) -> None:
    with t.no_grad():
        x[0] -= learning_rate * x.grad[0]
