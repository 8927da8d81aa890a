"""The mask of positive places is returned: all ones and zeros. It says where something passes, and
not what.

Caught-by: values
"""

import torch as t


def tensor_relu(input_tensor: t.Tensor) -> t.Tensor:
    return (input_tensor > 0).float()
