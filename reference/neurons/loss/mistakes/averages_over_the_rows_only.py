"""The sum over each row is averaged over the rows. The mean is taken over all numbers of the table.

Caught-by: values
"""

import torch as t


def loss_function(expected_outputs: t.Tensor, actual_outputs: t.Tensor) -> t.Tensor:
    return ((expected_outputs - actual_outputs) ** 2).sum() / len(expected_outputs)
