"""The result is made and not handed back. A function without `return` gives None.

Caught-by: values
"""

import torch as t


def tensor_relu(input_tensor: t.Tensor) -> t.Tensor:
    result = input_tensor * (input_tensor > 0)
