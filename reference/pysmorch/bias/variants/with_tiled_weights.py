"""Repeats W for every row of the batch before adding, and passes back a copy."""

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
        return in_array + np.tile(self.W, (in_array.shape[0], 1))

    def backward(self, dwnstrm):
        self.G = np.add.reduce(dwnstrm)[None, :]
        self.in_layer.backward(dwnstrm.copy())
