"""A batched product of matrices with columns."""

import torch as t


def apply_linear_function_to_input(linear_function, input_to_function):
    columns = input_to_function.unsqueeze(-1)
    return t.matmul(linear_function, columns).squeeze(-1)
