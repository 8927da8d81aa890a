"""When the input holds whole numbers, your output is cut down to whole numbers and the bias is
lost. An array made to look like the input takes over its type as well.

Caught-by: number_types
"""

import numpy as np
from numpy.random import randn


class Bias:
    def __init__(self, in_layer):
        num_rows, num_in_features = in_layer.out_dims
        self.in_layer = in_layer
        self.out_dims = in_layer.out_dims
        self.W = randn(1, num_in_features)

    def forward(self):
        in_array = self.in_layer.forward()
        out_array = np.zeros_like(in_array)
        out_array[:] = in_array + self.W
        return out_array

    def backward(self, dwnstrm):
        self.G = dwnstrm.sum(axis=0, keepdims=True)
        self.in_layer.backward(dwnstrm)
