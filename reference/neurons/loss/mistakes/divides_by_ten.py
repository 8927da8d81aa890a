"""The sum of each row is divided by 10, whatever its length is. There are ten digits in this lab,
and the function is asked for tables of other widths, too.

Caught-by: values
"""

import torch as t


def loss_function(expected_outputs: t.Tensor, actual_outputs: t.Tensor) -> t.Tensor:
    return ((expected_outputs - actual_outputs) ** 2).sum(dim=1).mean() / 10
