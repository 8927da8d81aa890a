"""The linear function is cut off from its history, so it will never learn. Use it as it is.

Caught-by: gradients
"""


def apply_linear_function_to_input(linear_function, input_to_function):
    return input_to_function @ linear_function.data.T
