"""The actual outputs are cut off from their history, so no gradient flows back to the net. Use them
as they are.

Caught-by: gradient
"""

import torch as t


def loss_function(expected_outputs: t.Tensor, actual_outputs: t.Tensor) -> t.Tensor:
    difference = expected_outputs - actual_outputs.detach()
    return t.mean(difference**2)
