"""NumPy knows nothing of gradients. PyTorch has the same operations, and they remember.

Caught-by: gradient
"""

import numpy as np
import torch as t


def tensor_relu(input_tensor: t.Tensor) -> t.Tensor:
    return t.from_numpy(np.maximum(input_tensor.detach().numpy(), 0))
