"""Everything above 6 comes out as 6. There is such a relu, with 6 in its name; the one that is
asked for has a floor and no ceiling.

Caught-by: large
"""

import torch as t


def tensor_relu(input_tensor: t.Tensor) -> t.Tensor:
    return t.nn.functional.relu6(input_tensor)
