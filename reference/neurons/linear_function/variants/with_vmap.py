"""A function of one input, mapped over the batch."""

import torch as t


def apply_linear_function_to_input(linear_function, input_to_function):
    return t.vmap(lambda row: linear_function @ row)(input_to_function)
