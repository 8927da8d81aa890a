"""The function is used as it lies, without turning it on its side. Its inputs are its columns, and
in a batch they are columns, too: the two have to meet.

Caught-by: values
"""


def apply_linear_function_to_input(linear_function, input_to_function):
    return input_to_function @ linear_function
