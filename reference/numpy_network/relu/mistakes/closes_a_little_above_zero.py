"""Your gate opens only some way above zero. Small numbers are positive, too: compare with 0
itself.

Caught-by: at_zero
"""

import numpy as np

from assignments.numpy_network.given import Layer


class ReLU(Layer):
    def __init__(self):
        pass

    def forward(self, input):
        return input * (input > 1e-2)

    def backward(self, input, grad_output):
        return grad_output * (input > 1e-2)
