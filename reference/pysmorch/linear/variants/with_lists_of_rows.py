"""Builds its tables from lists of rows and columns."""

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
        self.in_array = np.asarray(self.in_layer.forward())
        rows = []
        for x in self.in_array:
            rows.append(sum(xi * wi for xi, wi in zip(x, self.W)))
        return np.array(rows)

    def backward(self, dwnstrm):
        self.G = np.stack([self.in_array[:, n] @ dwnstrm for n in range(self.in_array.shape[1])])
        self.in_layer.backward(np.stack([(dwnstrm * w).sum(axis=1) for w in self.W], axis=1))
