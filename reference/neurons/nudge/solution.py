"""Reference for one step downhill, of one tensor."""

import torch as t


def nudge_tensor_towards_minimum(x: t.Tensor, learning_rate: float) -> None:
    """Move x, in place, against its gradient `x.grad`, by learning_rate times that gradient."""
    with t.no_grad():
        ### BEGIN SOLUTION
        x -= learning_rate * x.grad
        ### END SOLUTION
