"""The product is right and lies on its side, and giving it another shape does not turn it: the
numbers keep their order and land in wrong places.

Caught-by: values
"""

import torch as t


def apply_linear_function_to_input(
    linear_function: t.Tensor, input_to_function: t.Tensor
) -> t.Tensor:
    product = linear_function @ input_to_function.T
    return product.reshape(len(input_to_function), len(linear_function))
