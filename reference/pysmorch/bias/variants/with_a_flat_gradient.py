"""Stores G as a flat row of numbers, without keepdims."""

import numpy as np
from numpy.random import randn


class Bias:
    def __init__(self, in_layer):
        num_rows, num_in_features = in_layer.out_dims
        self.in_layer = in_layer
        self.out_dims = in_layer.out_dims
        self.W = randn(1, num_in_features)

    def forward(self):
        self.in_array = self.in_layer.forward()
        return self.in_array + self.W

    def backward(self, dwnstrm):
        self.G = np.sum(dwnstrm, axis=0)
        self.in_layer.backward(dwnstrm)
