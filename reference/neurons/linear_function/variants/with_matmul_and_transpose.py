"""matmul and transpose, by their long names."""

import torch as t


def apply_linear_function_to_input(linear_function, input_to_function):
    return t.matmul(input_to_function, linear_function.transpose(0, 1))
