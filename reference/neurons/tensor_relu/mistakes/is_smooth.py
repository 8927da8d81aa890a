"""The corner is rounded off, and every number comes out a little different. Several smooth
relatives exist; here the sharp one is wanted.

Caught-by: values
"""

import torch as t


def tensor_relu(input_tensor: t.Tensor) -> t.Tensor:
    return t.nn.functional.gelu(input_tensor)
