"""The function that was passed in is turned on its side for good, and the next caller finds it so.
`t_()` with its underscore works in place.

Caught-by: views
"""


def apply_linear_function_to_input(linear_function, input_to_function):
    weights = linear_function.data.t_()
    linear_function.data = weights
    return (
        input_to_function @ weights
        if not linear_function.requires_grad
        else (input_to_function @ linear_function)
    )
