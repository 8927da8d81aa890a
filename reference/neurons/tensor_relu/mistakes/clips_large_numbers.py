"""Numbers above a hundred are cut off. A relu has a floor and no ceiling.

Caught-by: large
"""

import torch as t


def tensor_relu(input_tensor: t.Tensor) -> t.Tensor:
    return input_tensor.clamp(0, 100)
