"""The slope is worked out as output divided by input. At an input of exactly 0 that is 0/0: what
number does NumPy give you there?

Caught-by: at_zero
"""

import numpy as np

from assignments.numpy_network.given import Layer


class ReLU(Layer):
    def __init__(self):
        pass

    def forward(self, input):
        return np.maximum(input, 0)

    def backward(self, input, grad_output):
        return grad_output * np.maximum(input, 0) / input
