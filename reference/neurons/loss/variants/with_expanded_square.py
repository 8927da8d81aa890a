"""The square multiplied out."""

import torch as t


def loss_function(expected_outputs: t.Tensor, actual_outputs: t.Tensor) -> t.Tensor:
    mixed = expected_outputs**2 - 2 * expected_outputs * actual_outputs + actual_outputs**2
    return mixed.mean()
