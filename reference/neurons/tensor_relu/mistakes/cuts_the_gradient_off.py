"""The numbers are right and have forgotten where they came from, so no gradient finds its way back.
Use the tensor itself and not its data.

Caught-by: gradient
"""

import torch as t


def tensor_relu(input_tensor: t.Tensor) -> t.Tensor:
    return input_tensor.detach().clamp(min=0)
