"""tensordot over the inputs."""

import torch as t


def apply_linear_function_to_input(linear_function, input_to_function):
    return t.tensordot(input_to_function, linear_function, dims=([1], [1]))
