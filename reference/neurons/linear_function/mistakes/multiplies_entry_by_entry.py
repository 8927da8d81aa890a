"""A star multiplies entry by entry, and a matrix product adds up as well. The two tables are not
even of one shape.

Caught-by: values
"""


def apply_linear_function_to_input(linear_function, input_to_function):
    return linear_function * input_to_function
