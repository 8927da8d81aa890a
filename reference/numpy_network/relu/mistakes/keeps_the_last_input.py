"""backward uses what forward saw last and ignores its argument `input`. The network may have looked
at other data in between: which batch is the gradient for?

Caught-by: given_input
"""

import numpy as np

from assignments.numpy_network.given import Layer


class ReLU(Layer):
    def __init__(self):
        self.seen = None

    def forward(self, input):
        self.seen = input
        return np.maximum(input, 0)

    def backward(self, input, grad_output):
        return grad_output * (self.seen > 0)
