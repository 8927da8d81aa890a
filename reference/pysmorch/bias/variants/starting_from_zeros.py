"""Starts at zero and writes into its gradient."""

import numpy as np
from numpy.random import randn


class Bias:
    def __init__(self, in_layer):
        self.in_layer = in_layer
        self.out_dims = in_layer.out_dims
        self.W = np.zeros((1, in_layer.out_dims[1]))
        self.G = np.zeros_like(self.W)

    def forward(self):
        return self.in_layer.forward() + self.W

    def backward(self, dwnstrm):
        self.G[:] = dwnstrm.sum(0)
        self.in_layer.backward(dwnstrm)
