"""One input after another, stacked."""

import torch as t


def apply_linear_function_to_input(linear_function, input_to_function):
    return t.stack([linear_function @ row for row in input_to_function])
