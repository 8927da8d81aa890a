"""Only the entry of the right class is compared. Trust in a wrong digit is an error, too: every
entry of the table counts.

Caught-by: values
"""

import torch as t


def loss_function(expected_outputs: t.Tensor, actual_outputs: t.Tensor) -> t.Tensor:
    errors = (expected_outputs - actual_outputs) ** 2
    return (errors * expected_outputs).sum() / errors.numel()
