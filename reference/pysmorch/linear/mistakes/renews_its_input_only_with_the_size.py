"""Your forward remembers a batch only if its size is new. Another batch of the same size has other
numbers: remember the input in every forward pass.

Caught-by: new_batch
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
        x = self.in_layer.forward()
        if not hasattr(self, "in_array") or self.in_array.shape != x.shape:
            self.in_array = x
        return x @ self.W

    def backward(self, dwnstrm):
        self.G = self.in_array.T @ dwnstrm
        self.in_layer.backward(dwnstrm @ self.W.T)
