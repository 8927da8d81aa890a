"""A star multiplies, and two stars raise to a power. Differences of both signs cancel.

Caught-by: values
"""

import torch as t


def loss_function(expected_outputs: t.Tensor, actual_outputs: t.Tensor) -> t.Tensor:
    return ((expected_outputs - actual_outputs) * 2).mean()
