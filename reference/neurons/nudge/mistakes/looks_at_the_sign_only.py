"""All numbers take steps of the same length. Where the slope is steep the step is long, and where
it is flat, short.

Caught-by: step
"""

import torch as t


def nudge_tensor_towards_minimum(x: t.Tensor, learning_rate: float) -> None:
    with t.no_grad():
        x -= learning_rate * x.grad.sign()
