"""Reference for the mean squared error."""

import torch as t


def loss_function(expected_outputs: t.Tensor, actual_outputs: t.Tensor) -> t.Tensor:
    """The mean of all squared differences, a tensor of one number, for two tensors of one shape."""
    ### BEGIN SOLUTION
    return ((expected_outputs - actual_outputs) ** 2).mean()
    ### END SOLUTION
