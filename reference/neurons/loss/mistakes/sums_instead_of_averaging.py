"""The squared differences are added up and not averaged. A larger batch would then have a larger
loss, and ask for another learning rate.

Caught-by: values
"""

import torch as t


def loss_function(expected_outputs: t.Tensor, actual_outputs: t.Tensor) -> t.Tensor:
    return ((expected_outputs - actual_outputs) ** 2).sum()
