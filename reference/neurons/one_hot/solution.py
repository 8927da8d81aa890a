"""Reference for one-hot encoding."""

import torch as t


def one_hot_encoding(i: int, num_classes: int) -> t.Tensor:
    """A tensor of num_classes numbers: 1 at position i, and 0 everywhere else."""
    ### BEGIN SOLUTION
    result = t.zeros(num_classes)
    result[i] = 1
    return result
    ### END SOLUTION
