"""Negative results have become zero. A linear function has no bend; the relu comes later, by
itself.

Caught-by: values
"""

import torch as t


def apply_linear_function_to_input(linear_function, input_to_function):
    return t.relu(input_to_function @ linear_function.T)
