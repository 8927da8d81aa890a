"""Takes the middle at the corner."""

import numpy as np

from assignments.numpy_network.given import Layer


class ReLU(Layer):
    def __init__(self):
        pass

    def forward(self, input):
        return np.maximum(input, 0)

    def backward(self, input, grad_output):
        return grad_output * np.heaviside(input, 0.5)
