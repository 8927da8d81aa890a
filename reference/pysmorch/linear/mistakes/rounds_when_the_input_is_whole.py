"""When the input holds whole numbers, your output is cut down to whole numbers too. An array made
to look like the input takes over its type as well, so say which type the result needs.

Caught-by: number_types
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
        out_array = np.zeros((len(self.in_array), self.W.shape[1]), dtype=self.in_array.dtype)
        for row, x in enumerate(self.in_array):
            out_array[row] = x @ self.W
        return out_array

    def backward(self, dwnstrm):
        self.G = self.in_array.T @ dwnstrm
        input_grad = dwnstrm @ self.W.T
        self.in_layer.backward(input_grad)
