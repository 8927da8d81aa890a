"""Leaves the sum to scipy, which subtracts the maximum of each row by itself."""

import numpy as np


class CrossEntropy:
    def __init__(self, in_layer, ones_hot):
        self.in_layer = in_layer
        self.ones_hot = ones_hot

    def set_labels(self, ones_hot):
        self.ones_hot = ones_hot

    def forward(self):
        from scipy.special import logsumexp

        self.in_array = np.asarray(self.in_layer.forward(), dtype=np.float64)
        self.log_shares = self.in_array - logsumexp(self.in_array, axis=1, keepdims=True)
        return -np.einsum("mk,mk->", self.ones_hot, self.log_shares) / len(self.in_array)

    def backward(self):
        shares = np.exp(np.minimum(self.log_shares, 0))
        self.in_layer.backward((shares - self.ones_hot) / len(shares))
