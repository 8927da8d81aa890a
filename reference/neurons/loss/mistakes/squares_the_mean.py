"""The mean is taken first and squared afterwards. Differences of both signs have cancelled by then.

Caught-by: values
"""

import torch as t


def loss_function(expected_outputs: t.Tensor, actual_outputs: t.Tensor) -> t.Tensor:
    return (expected_outputs - actual_outputs).mean() ** 2
