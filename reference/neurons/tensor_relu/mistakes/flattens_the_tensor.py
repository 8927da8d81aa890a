"""The numbers are right, all in one row. The shape that came in has to come out.

Caught-by: values
"""

import torch as t


def tensor_relu(input_tensor: t.Tensor) -> t.Tensor:
    return input_tensor.flatten().clamp(min=0)
