"""Reference for a linear function, applied to a whole batch at once."""

import torch as t


def apply_linear_function_to_input(
    linear_function: t.Tensor, input_to_function: t.Tensor
) -> t.Tensor:
    """The function's values for a batch of inputs, one a row.

    linear_function has shape (d_output, d_input), input_to_function (batch, d_input), and what
    is returned (batch, d_output).
    """
    ### BEGIN SOLUTION
    return input_to_function @ linear_function.T
    ### END SOLUTION
