"""Your gradient never exceeds a fixed size, so it is wrong as soon as the true one is large.
Clipping is a decision for the training loop; a layer reports the slope as it is.

Caught-by: scale
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

    def forward(self):
        self.in_array = self.in_layer.forward()
        return self.in_array @ self.W

    def backward(self, dwnstrm):
        self.G = np.clip(self.in_array.T @ dwnstrm, -1000, 1000)
        self.in_layer.backward(dwnstrm @ self.W.T)
