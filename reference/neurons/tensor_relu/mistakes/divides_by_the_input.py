"""The sign is found by dividing, and at exactly zero that is no number. A comparison needs no
division.

Caught-by: at_zero
"""

import torch as t


def tensor_relu(input_tensor: t.Tensor) -> t.Tensor:
    sign = input_tensor / input_tensor.abs()
    return t.where(input_tensor == 0, 0.0, input_tensor * (sign + 1) / 2)
