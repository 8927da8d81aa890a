"""NumPy's step function on the way back, one half at 0."""

import numpy as np


class Relu:
    def __init__(self, in_layer):
        self.in_layer = in_layer
        self.in_dims = in_layer.out_dims
        self.out_dims = self.in_dims

    def forward(self):
        self.in_array = self.in_layer.forward()
        return np.maximum(self.in_array, 0)

    def backward(self, dwnstrm):
        self.in_layer.backward(dwnstrm * np.heaviside(self.in_array, 0.5))
