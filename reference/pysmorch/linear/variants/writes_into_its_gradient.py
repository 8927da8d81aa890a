"""Keeps one array for G and writes each new gradient into it; returns the gradient too."""

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
        self.G = np.zeros(self.W.shape)

    def forward(self):
        self.in_array = np.asarray(self.in_layer.forward(), dtype=float)
        self.out_array = self.in_array @ self.W
        return self.out_array

    def backward(self, dwnstrm):
        self.G[:] = self.in_array.T @ dwnstrm
        self.input_grad = dwnstrm @ self.W.T
        self.in_layer.backward(self.input_grad)
        return self.input_grad
