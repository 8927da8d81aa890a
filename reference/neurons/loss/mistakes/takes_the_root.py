"""The root of the mean is returned. No root is asked for, and its slope is infinite where the net
is perfect.

Caught-by: values
"""

import torch as t


def loss_function(expected_outputs: t.Tensor, actual_outputs: t.Tensor) -> t.Tensor:
    return ((expected_outputs - actual_outputs) ** 2).mean().sqrt()
