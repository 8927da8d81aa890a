"""Differences of both signs cancel each other, so that a net may be wrong everywhere at no cost.
What makes every difference count?

Caught-by: values
"""

import torch as t


def loss_function(expected_outputs: t.Tensor, actual_outputs: t.Tensor) -> t.Tensor:
    return (expected_outputs - actual_outputs).mean()
