"""The product the other way round, turned at the end."""

import torch as t


def apply_linear_function_to_input(
    linear_function: t.Tensor, input_to_function: t.Tensor
) -> t.Tensor:
    return (linear_function @ input_to_function.T).T
