"""The product is computed and not handed back. A function without `return` gives None.

Caught-by: values
"""


def apply_linear_function_to_input(linear_function, input_to_function):
    result = input_to_function @ linear_function.T
