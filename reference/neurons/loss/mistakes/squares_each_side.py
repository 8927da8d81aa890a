"""Each table is squared by itself before the difference is taken. The difference comes first.

Caught-by: values
"""

import torch as t


def loss_function(expected_outputs: t.Tensor, actual_outputs: t.Tensor) -> t.Tensor:
    return (expected_outputs**2 - actual_outputs**2).mean()
