"""The difference is written into the table of expected outputs, and the next round compares with
nonsense. `-=` changes the tensor that was passed in.

Caught-by: keeps
"""

import torch as t


def loss_function(expected_outputs: t.Tensor, actual_outputs: t.Tensor) -> t.Tensor:
    difference = expected_outputs
    difference -= actual_outputs
    return (difference**2).mean()
