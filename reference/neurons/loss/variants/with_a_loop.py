"""One row after another."""

import torch as t


def loss_function(expected_outputs: t.Tensor, actual_outputs: t.Tensor) -> t.Tensor:
    total = 0.0
    for wanted, actual in zip(expected_outputs, actual_outputs):
        total = total + ((wanted - actual) ** 2).mean()
    return total / len(expected_outputs)
