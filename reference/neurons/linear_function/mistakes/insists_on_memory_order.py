"""`view` works only where the numbers lie in memory in their own order, and a table that was turned
on its side does not. Is it needed at all?

Caught-by: views
"""


def apply_linear_function_to_input(linear_function, input_to_function):
    batch, d_input = input_to_function.shape
    rows = input_to_function.view(-1).view(batch, d_input)
    return rows @ linear_function.T
