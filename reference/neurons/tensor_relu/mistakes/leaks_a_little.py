"""A little of every negative number comes through. That is a leaky relu, a relative of the one that
is asked for.

Caught-by: values
"""

import torch as t


def tensor_relu(input_tensor: t.Tensor) -> t.Tensor:
    return t.where(input_tensor > 0, input_tensor, 0.01 * input_tensor)
