"""The inputs are used without their history, so the layers below will never hear what they should
change. Use the tensor itself and not its data.

Caught-by: gradients
"""

import torch as t


def apply_linear_function_to_input(
    linear_function: t.Tensor, input_to_function: t.Tensor
) -> t.Tensor:
    return input_to_function.data @ linear_function.T
