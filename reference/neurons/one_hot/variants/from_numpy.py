"""Made in NumPy and handed over, in double precision."""

import numpy as np
import torch as t


def one_hot_encoding(i: int, num_classes: int) -> t.Tensor:
    result = np.zeros(num_classes)
    result[i] = 1
    return t.from_numpy(result)
