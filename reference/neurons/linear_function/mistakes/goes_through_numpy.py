"""The product is worked out in NumPy, which knows nothing of gradients. Stay with PyTorch's own
operations from the first line to the last.

Caught-by: gradients
"""

import torch as t


def apply_linear_function_to_input(linear_function, input_to_function):
    weights = linear_function.detach().numpy()
    return t.tensor(input_to_function.detach().numpy() @ weights.T)
