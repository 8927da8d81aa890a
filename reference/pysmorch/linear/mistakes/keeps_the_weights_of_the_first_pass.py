"""Your backward uses a copy of the weights that the first pass made. In training they change at every
step: take `self.W` as it is now.

Caught-by: new_batch
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

    def forward(self):
        self.in_array = self.in_layer.forward()
        if not hasattr(self, "Wt"):
            self.Wt = self.W.T.copy()
        return self.in_array @ self.W

    def backward(self, dwnstrm):
        self.G = self.in_array.T @ dwnstrm
        self.in_layer.backward(dwnstrm @ self.Wt)
