"""backward takes its two arguments in the wrong order, so it asks for the sign of the gradient. In
which order are they handed over?

Caught-by: gradient_X
"""

import numpy as np

from assignments.numpy_network.given import Layer


class ReLU(Layer):
    def __init__(self):
        pass

    def forward(self, input):
        return np.maximum(input, 0)

    def backward(self, grad_output, input):
        return grad_output * (input > 0)
