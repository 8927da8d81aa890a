"""Your backward uses a copy of the weights from the day the layer was made. In training they
change at every step: take `self.W` as it is now.

Caught-by: gradient_X
"""

from math import sqrt

import numpy as np
from numpy.random import randn


class Linear:
    def __init__(self, in_layer, num_out_features):
        num_rows, num_in_features = in_layer.out_dims
        self.in_layer = in_layer
        self.out_dims = (num_rows, num_out_features)
        self.W = randn(num_in_features, num_out_features) / sqrt(num_in_features)
        self.Wt = self.W.T.copy()

    def forward(self):
        self.in_array = self.in_layer.forward()
        return self.in_array @ self.W

    def backward(self, dwnstrm):
        self.G = self.in_array.T @ dwnstrm
        self.in_layer.backward(dwnstrm @ self.Wt)
