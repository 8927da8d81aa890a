"""The function that was passed in is turned on its side for good, and the next caller finds it so.
`t_()` with its underscore works in place.

Caught-by: views
"""


def apply_linear_function_to_input(linear_function, input_to_function):
    return input_to_function @ linear_function.t_()
