"""Lets the gradient through at 0 as well, which is a subgradient like any other."""

import numpy as np

from assignments.numpy_network.given import Layer


class ReLU(Layer):
    def __init__(self):
        pass

    def forward(self, input):
        return np.maximum(input, 0)

    def backward(self, input, grad_output):
        return (input >= 0) * grad_output
