"""The sum is divided by the number of columns and not by that of all entries. Are there as many?

Caught-by: values
"""

import torch as t


def loss_function(expected_outputs: t.Tensor, actual_outputs: t.Tensor) -> t.Tensor:
    return t.sum((expected_outputs - actual_outputs) ** 2) / expected_outputs.shape[1]
