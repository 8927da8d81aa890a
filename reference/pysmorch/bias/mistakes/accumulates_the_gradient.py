"""Each backward adds its gradient to the one before. In this library G belongs to the latest
backward alone, so think about what G should hold when the same step is taken twice.

Caught-by: twice
"""

import numpy as np
from numpy.random import randn


class Bias:
    def __init__(self, in_layer):
        num_rows, num_in_features = in_layer.out_dims
        self.in_layer = in_layer
        self.out_dims = in_layer.out_dims
        self.W = randn(1, num_in_features)
        self.G = np.zeros_like(self.W)

    def forward(self):
        return self.in_layer.forward() + self.W

    def backward(self, dwnstrm):
        self.G = self.G + dwnstrm.sum(axis=0, keepdims=True)
        self.in_layer.backward(dwnstrm)
