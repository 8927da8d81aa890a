"""A batch of one row comes out as a plain list. `squeeze` takes away every axis of length 1, the
batch among them; a table stays a table, however small.

Caught-by: values
"""

import torch as t


def apply_linear_function_to_input(
    linear_function: t.Tensor, input_to_function: t.Tensor
) -> t.Tensor:
    return t.squeeze(input_to_function @ linear_function.T)
