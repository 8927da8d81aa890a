"""Each backward adds its gradient to the one before. In this library G belongs to the latest
backward alone, so think about what G should hold when the same step is taken twice.

Caught-by: twice
"""

from math import sqrt

import numpy as np
from numpy.random import randn


class Linear:
    def __init__(self, in_layer, num_out_features):
        if len(in_layer.out_dims) != 2:
            raise ValueError("Linear needs a table of rows: two dimensions, one sample per row.")
        num_rows, num_in_features = in_layer.out_dims
        self.in_layer = in_layer
        self.out_dims = (num_rows, num_out_features)
        self.W = randn(num_in_features, num_out_features) / sqrt(num_in_features)
        self.G = np.zeros_like(self.W)

    def forward(self):
        self.in_array = self.in_layer.forward()
        return self.in_array @ self.W

    def backward(self, dwnstrm):
        self.G = self.G + self.in_array.T @ dwnstrm
        self.in_layer.backward(dwnstrm @ self.W.T)
