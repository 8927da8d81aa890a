"""The gradient is written into an array that takes its number type from the input. If the input
holds integers, what becomes of a gradient of 0.7?

Caught-by: number_types
"""

import numpy as np

from assignments.numpy_network.given import Layer


class ReLU(Layer):
    def __init__(self):
        pass

    def forward(self, input):
        return np.maximum(input, 0)

    def backward(self, input, grad_output):
        grad_input = np.zeros_like(input)
        grad_input[input > 0] = grad_output[input > 0]
        return grad_input
