"""The loss is computed and not handed back. A function without `return` gives None.

Caught-by: values
"""

import torch as t


def loss_function(expected_outputs: t.Tensor, actual_outputs: t.Tensor) -> t.Tensor:
    loss = ((expected_outputs - actual_outputs) ** 2).mean()
