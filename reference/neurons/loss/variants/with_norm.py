"""The square of the length of the difference."""

import torch as t


def loss_function(expected_outputs: t.Tensor, actual_outputs: t.Tensor) -> t.Tensor:
    rows, columns = expected_outputs.shape
    return t.linalg.norm(expected_outputs - actual_outputs) ** 2 / (rows * columns)
