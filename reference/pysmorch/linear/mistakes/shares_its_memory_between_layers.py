"""Two Linear layers in one net disturb each other: what one remembers, the other overwrites. Look
for something that is kept on the class and should be kept on self.

Caught-by: instances
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
        Linear.in_array = self.in_layer.forward()
        return Linear.in_array @ self.W

    def backward(self, dwnstrm):
        rows, columns = len(dwnstrm), len(self.W)
        self.G = np.resize(Linear.in_array, (rows, columns)).T @ dwnstrm
        self.in_layer.backward(dwnstrm @ self.W.T)
