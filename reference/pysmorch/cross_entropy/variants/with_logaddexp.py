"""Folds each row with np.logaddexp, which looks for the larger number by itself."""

import numpy as np


class CrossEntropy:
    def __init__(self, in_layer, ones_hot):
        self.in_layer = in_layer
        self.ones_hot = ones_hot

    def set_labels(self, ones_hot):
        self.ones_hot = ones_hot

    def forward(self):
        self.in_array = self.in_layer.forward() + 0.0
        self.log_sums = np.logaddexp.reduce(self.in_array, axis=1, keepdims=True)
        return np.mean(self.log_sums - np.sum(self.ones_hot * self.in_array, axis=1, keepdims=True))

    def backward(self):
        shares = np.exp(np.minimum(self.in_array - self.log_sums, 0))
        self.in_layer.backward((shares - self.ones_hot) / len(shares))
