"""The loss is right and has forgotten how it was computed, as a plain number has. Nothing can be
learned from it.

Caught-by: gradient
"""

import torch as t


def loss_function(expected_outputs: t.Tensor, actual_outputs: t.Tensor) -> t.Tensor:
    return ((expected_outputs - actual_outputs) ** 2).mean().item()
