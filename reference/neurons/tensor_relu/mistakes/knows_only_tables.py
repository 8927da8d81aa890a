"""Your loops go over rows and columns, and a tensor may have any number of dimensions. Is there an
operation that does not count them?

Caught-by: any_shape
"""

import torch as t


def tensor_relu(input_tensor: t.Tensor) -> t.Tensor:
    rows, columns = input_tensor.shape
    result = t.zeros(rows, columns)
    for i in range(rows):
        for j in range(columns):
            if input_tensor[i, j] > 0:
                result[i, j] = input_tensor[i, j]
    return result
