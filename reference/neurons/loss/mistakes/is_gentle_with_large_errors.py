"""Large differences are counted as smaller than their squares. That is a robust loss, a good idea
for another day.

Caught-by: extremes
"""

import torch as t


def loss_function(expected_outputs: t.Tensor, actual_outputs: t.Tensor) -> t.Tensor:
    return 2 * t.nn.functional.huber_loss(actual_outputs, expected_outputs, delta=2.0)
