"""The products are averaged instead of added up. Everything is too small, by the number of inputs.

Caught-by: values
"""


def apply_linear_function_to_input(linear_function, input_to_function):
    return input_to_function @ linear_function.T / input_to_function.shape[1]
