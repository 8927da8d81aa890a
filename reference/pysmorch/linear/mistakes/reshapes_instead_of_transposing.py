"""`reshape` gives the right shape, and the wrong numbers: it fills row after row with the same
sequence. To turn a table on its side, write `.T`.

Caught-by: gradient_X
"""

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
        self.G = self.in_array.T @ dwnstrm
        self.in_layer.backward(dwnstrm @ self.W.reshape(self.W.shape[::-1]))
