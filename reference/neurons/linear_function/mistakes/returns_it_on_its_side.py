"""The numbers are right and lie on their side: one column for each input instead of one row. The
batch comes first.

Caught-by: values
"""


def apply_linear_function_to_input(linear_function, input_to_function):
    return linear_function @ input_to_function.T
