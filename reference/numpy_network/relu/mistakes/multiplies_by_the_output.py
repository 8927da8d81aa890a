"""backward multiplies by the value of the relu, where its slope belongs. How fast does the output
grow where the input is 3, and where it is 7?

Caught-by: gradient_X
"""

import numpy as np

from assignments.numpy_network.given import Layer


class ReLU(Layer):
    def __init__(self):
        pass

    def forward(self, input):
        return np.maximum(input, 0)

    def backward(self, input, grad_output):
        return grad_output * np.maximum(input, 0)
