"""Works out `out_dims` when it is asked for."""

from math import sqrt

import numpy as np
from numpy.random import randn


class Linear:
    def __init__(self, in_layer, num_out_features):
        self.in_layer = in_layer
        num_rows, num_in_features = in_layer.out_dims
        self.W = randn(num_in_features, num_out_features) / sqrt(num_in_features)

    @property
    def out_dims(self):
        return self.in_layer.out_dims[0], self.W.shape[1]

    def forward(self):
        self.in_array = self.in_layer.forward()
        return self.in_array @ self.W

    def backward(self, dwnstrm):
        self.G = self.in_array.T @ dwnstrm
        self.in_layer.backward(dwnstrm @ self.W.T)
