"""PyTorch refuses to change a leaf in place while it is writing down what happens. Tell it to look
away for this step.

Caught-by: leaf
"""

import torch as t


def nudge_tensor_towards_minimum(x: t.Tensor, learning_rate: float) -> None:
    x -= learning_rate * x.grad
