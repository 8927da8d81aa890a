"""Written sample by sample, with outer products added up."""

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
        return np.array([x @ self.W for x in self.in_array])

    def backward(self, dwnstrm):
        self.G = np.zeros_like(self.W)
        input_grad = np.zeros(self.in_array.shape)
        for row, (x, slope) in enumerate(zip(self.in_array, dwnstrm)):
            self.G += np.outer(x, slope)
            input_grad[row] = self.W @ slope
        self.in_layer.backward(input_grad)
