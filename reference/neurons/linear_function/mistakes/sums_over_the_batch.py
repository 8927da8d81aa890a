"""All inputs of the batch are added up into one row. They are strangers to each other and stay
apart.

Caught-by: values
"""

import torch as t


def apply_linear_function_to_input(linear_function, input_to_function):
    return t.einsum("oi,bi->o", linear_function, input_to_function).unsqueeze(0)
