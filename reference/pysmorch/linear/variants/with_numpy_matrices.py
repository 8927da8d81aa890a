"""Multiplies NumPy's matrices, and hands one out."""

import numpy as np
from math import sqrt
from numpy.random import randn


class Linear:
    def __init__(self, in_layer, num_out_features):
        num_rows, num_in_features = in_layer.out_dims
        self.in_layer = in_layer
        self.out_dims = (num_rows, num_out_features)
        self.W = randn(num_in_features, num_out_features) / sqrt(num_in_features)

    def forward(self):
        self.in_array = self.in_layer.forward()
        return np.matrix(self.in_array) * np.matrix(self.W)

    def backward(self, dwnstrm):
        self.G = np.dot(self.in_array.T, dwnstrm)
        input_grad = np.dot(dwnstrm, self.W.T)
        self.in_layer.backward(input_grad)
