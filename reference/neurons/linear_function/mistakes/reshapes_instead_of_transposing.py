"""The table was given another shape, which keeps the numbers in their order and puts them into
wrong places. Turning a table on its side is something else.

Caught-by: values
"""


def apply_linear_function_to_input(linear_function, input_to_function):
    d_output, d_input = linear_function.shape
    return input_to_function @ linear_function.reshape(d_input, d_output)
