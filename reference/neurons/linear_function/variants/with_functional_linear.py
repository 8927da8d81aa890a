"""PyTorch's own linear layer as a function."""

import torch as t


def apply_linear_function_to_input(linear_function, input_to_function):
    return t.nn.functional.linear(input_to_function, linear_function)
