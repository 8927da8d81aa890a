"""`out_dims` says (columns, rows). A table always has one row per sample: what comes out has as
many rows as came in, and one column per output feature.

Caught-by: start
"""

from math import sqrt

import numpy as np
from numpy.random import randn


class Linear:
    def __init__(self, in_layer, num_out_features):
        num_rows, num_in_features = in_layer.out_dims
        self.in_layer = in_layer
        self.out_dims = (num_out_features, num_rows)
        self.W = randn(num_in_features, num_out_features) / sqrt(num_in_features)

    def forward(self):
        self.in_array = self.in_layer.forward()
        return self.in_array @ self.W

    def backward(self, dwnstrm):
        self.G = self.in_array.T @ dwnstrm
        self.in_layer.backward(dwnstrm @ self.W.T)
