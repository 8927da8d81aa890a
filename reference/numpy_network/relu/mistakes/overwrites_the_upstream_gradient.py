"""backward writes its zeros into `grad_output`, which belongs to whoever called. Where should the
result go instead?

Caught-by: keeps_inputs
"""

import numpy as np

from assignments.numpy_network.given import Layer


class ReLU(Layer):
    def __init__(self):
        pass

    def forward(self, input):
        return np.maximum(input, 0)

    def backward(self, input, grad_output):
        grad_output[input <= 0] = 0
        return grad_output
