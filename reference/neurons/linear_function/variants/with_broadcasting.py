"""All products at once, and then a sum."""


def apply_linear_function_to_input(linear_function, input_to_function):
    return (input_to_function[:, None, :] * linear_function[None, :, :]).sum(dim=-1)
