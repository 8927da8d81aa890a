"""A slope function of its own, and in-place work on a fresh array."""

import numpy as np

from assignments.numpy_network.given import Layer


class ReLU(Layer):
    def __init__(self):
        pass

    def forward(self, input):
        return self.bend(np.asarray(input))

    def backward(self, input, grad_output):
        slope = (np.asarray(input) > 0).astype(float)
        slope *= grad_output
        return slope

    @staticmethod
    def bend(table):
        return table.clip(min=0)
