"""Your gradient never exceeds a fixed size, so it is wrong as soon as the true one is large.
Clipping is a decision for the training loop; a layer reports the slope as it is.

Caught-by: scale
"""

import numpy as np
from numpy.random import randn


class Bias:
    def __init__(self, in_layer):
        num_rows, num_in_features = in_layer.out_dims
        self.in_layer = in_layer
        self.out_dims = in_layer.out_dims
        self.W = randn(1, num_in_features)

    def forward(self):
        return self.in_layer.forward() + self.W

    def backward(self, dwnstrm):
        self.G = np.clip(dwnstrm.sum(axis=0, keepdims=True), -1000, 1000)
        self.in_layer.backward(dwnstrm)
