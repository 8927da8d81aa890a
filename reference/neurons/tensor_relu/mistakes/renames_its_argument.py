"""The argument has another name than in the handout, and whoever calls it by name finds nobody. What
is it called there?

Caught-by: any_shape
"""

import torch as t


def tensor_relu(x: t.Tensor) -> t.Tensor:
    return t.clamp(x, min=0)
