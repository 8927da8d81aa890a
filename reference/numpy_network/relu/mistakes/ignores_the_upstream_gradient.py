"""backward returns the slopes of the relu alone. The chain rule has a second factor: what does
`grad_output` say?

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
        return (input > 0).astype(float)
