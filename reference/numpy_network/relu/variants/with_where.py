"""Chooses with np.where on the way forward and back."""

import numpy as np

from assignments.numpy_network.given import Layer


class ReLU(Layer):
    def __init__(self):
        pass

    def forward(self, input):
        return np.where(input > 0, input, 0)

    def backward(self, input, grad_output):
        return np.where(input > 0, grad_output, 0)
