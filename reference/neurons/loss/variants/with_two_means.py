"""The mean over the rows of the means over the columns."""

import torch as t


def loss_function(expected_outputs: t.Tensor, actual_outputs: t.Tensor) -> t.Tensor:
    return t.mean(t.mean((expected_outputs - actual_outputs).pow(2), dim=1), dim=0)
