"""Large numbers are cut off at 1. A relu has a floor and no ceiling.

Caught-by: values
"""

import torch as t


def tensor_relu(input_tensor: t.Tensor) -> t.Tensor:
    return input_tensor.clamp(0, 1)
