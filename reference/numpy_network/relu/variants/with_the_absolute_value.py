"""The mean of a number and its absolute value."""

import numpy as np

from assignments.numpy_network.given import Layer


class ReLU(Layer):
    def __init__(self):
        pass

    def forward(self, input):
        return (np.abs(input) + input) / 2

    def backward(self, input, grad_output):
        return grad_output * (np.sign(input) + 1) / 2
