"""A tensor made of plain numbers has forgotten where the numbers came from. Put the tensors
themselves together.

Caught-by: gradients
"""

import torch as t


def apply_linear_function_to_input(linear_function, input_to_function):
    return t.tensor(
        [[float(row @ weights) for weights in linear_function] for row in input_to_function]
    )
