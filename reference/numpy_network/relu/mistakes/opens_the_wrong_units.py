"""backward lets the gradient through where the input is negative. Those are the places where the
output stands still; look at the comparison again.

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
        return grad_output * (input < 0)
