"""Large results are cut off. A linear function knows no limits.

Caught-by: views
"""


def apply_linear_function_to_input(linear_function, input_to_function):
    return (input_to_function @ linear_function.T).clamp(-1000, 1000)
