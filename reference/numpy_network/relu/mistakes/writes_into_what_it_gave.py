"""Your backward writes into the array that forward returned. It is in the list of activations and
others still read it. Make a new array for the gradient.

Caught-by: keeps_inputs
"""

import numpy as np

from assignments.numpy_network.given import Layer


class ReLU(Layer):
    def __init__(self):
        pass

    def forward(self, input):
        self.output = np.maximum(input, 0)
        return self.output

    def backward(self, input, grad_output):
        return np.multiply(
            grad_output, input > 0, out=self.output if self.output.shape == input.shape else None
        )
