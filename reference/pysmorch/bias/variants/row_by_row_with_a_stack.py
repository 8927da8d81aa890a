"""Adds W to each row and stacks them."""

import numpy as np
from numpy.random import randn


class Bias:
    def __init__(self, in_layer):
        num_rows, num_in_features = in_layer.out_dims
        self.in_layer = in_layer
        self.out_dims = in_layer.out_dims
        self.W = randn(1, num_in_features)

    def forward(self):
        X = self.in_layer.forward()
        return np.vstack([row + self.W for row in X])

    def backward(self, dwnstrm):
        self.G = dwnstrm.sum(axis=0, keepdims=True)
        self.in_layer.backward(dwnstrm)
