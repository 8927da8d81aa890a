"""Axes by name."""

import torch as t


def apply_linear_function_to_input(linear_function, input_to_function):
    return t.einsum("oi,bi->bo", linear_function, input_to_function)
