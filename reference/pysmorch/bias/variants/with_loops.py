"""Moves the rows one by one, and adds their gradients one by one."""

import numpy as np
from numpy.random import randn


class Bias:
    def __init__(self, in_layer):
        num_rows, num_in_features = in_layer.out_dims
        self.in_layer = in_layer
        self.out_dims = in_layer.out_dims
        self.W = randn(1, num_in_features)

    def forward(self):
        return np.array([row + self.W[0] for row in self.in_layer.forward()])

    def backward(self, dwnstrm):
        self.G = np.zeros_like(self.W)
        for row in dwnstrm:
            self.G += row
        self.in_layer.backward(dwnstrm)
