"""Adds up one outer product per row."""

from math import sqrt

import numpy as np
from numpy.random import randn


class Linear:
    def __init__(self, in_layer, num_out_features):
        assert len(in_layer.out_dims) == 2, "Only 2D inputs"
        num_rows, num_in_features = in_layer.out_dims
        self.in_layer = in_layer
        self.out_dims = (num_rows, num_out_features)
        self.W = randn(num_in_features, num_out_features) / sqrt(num_in_features)

    def forward(self):
        self.in_array = self.in_layer.forward()
        return self.in_array @ self.W

    def backward(self, dwnstrm):
        G = np.zeros_like(self.W)
        for x, d in zip(self.in_array, dwnstrm):
            G += np.outer(x, d)
        self.G = G
        self.in_layer.backward(np.array([self.W @ d for d in dwnstrm]))
