"""The sizes of the differences are averaged, not their squares. That is another loss, with a corner
at its minimum.

Caught-by: values
"""

import torch as t


def loss_function(expected_outputs: t.Tensor, actual_outputs: t.Tensor) -> t.Tensor:
    return (expected_outputs - actual_outputs).abs().mean()
