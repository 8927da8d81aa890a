"""The numbers are right, in a NumPy array. PyTorch stacks only tensors.

Caught-by: tensor
"""

import numpy as np
import torch as t


def one_hot_encoding(i: int, num_classes: int) -> t.Tensor:
    return np.eye(num_classes)[i]
