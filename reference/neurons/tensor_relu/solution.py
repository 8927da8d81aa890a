"""Reference for relu on a whole tensor."""

import torch as t


def tensor_relu(input_tensor: t.Tensor) -> t.Tensor:
    """A new tensor of the same shape, any shape, with all negative numbers at zero."""
    ### BEGIN SOLUTION
    return t.maximum(input_tensor, t.zeros_like(input_tensor))
    ### END SOLUTION
