"""The sum over the rows as an einsum."""

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
        self.G = np.einsum("ij->j", dwnstrm)
        self.in_layer.backward(dwnstrm)
