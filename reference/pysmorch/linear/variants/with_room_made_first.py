"""Makes room first and lets NumPy fill it."""

import numpy as np
from math import sqrt
from numpy.random import randn


class Linear:
    def __init__(self, in_layer, num_out_features):
        num_rows, num_in_features = in_layer.out_dims
        self.in_layer = in_layer
        self.out_dims = (num_rows, num_out_features)
        self.W = randn(num_in_features, num_out_features) / sqrt(num_in_features)

    def forward(self):
        self.in_array = self.in_layer.forward()
        out = np.empty((len(self.in_array), self.W.shape[1]))
        np.matmul(self.in_array, self.W, out=out)
        return out

    def backward(self, dwnstrm):
        self.G = np.empty_like(self.W)
        np.matmul(self.in_array.T, dwnstrm, out=self.G)
        input_grad = dwnstrm @ self.W.transpose()
        self.in_layer.backward(input_grad)
