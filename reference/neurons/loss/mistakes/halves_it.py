"""The loss is half of what it should be. Some books divide by two to make the slope prettier; this
one does not.

Caught-by: values
"""

import torch as t


def loss_function(expected_outputs: t.Tensor, actual_outputs: t.Tensor) -> t.Tensor:
    return 0.5 * ((expected_outputs - actual_outputs) ** 2).mean()
