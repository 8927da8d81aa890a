"""You add a small number to every share before the logarithm. It shows in the last digits of every
loss, and it keeps the loss of a hopeless sample far too small. Where nothing can be zero, nothing
needs to be added.

Caught-by: digits
"""

import numpy as np


class CrossEntropy:
    def __init__(self, in_layer, ones_hot):
        self.in_layer = in_layer
        self.ones_hot = ones_hot

    def set_labels(self, ones_hot):
        self.ones_hot = ones_hot

    def forward(self):
        in_array = self.in_layer.forward()
        weights = np.exp(in_array - in_array.max(axis=1, keepdims=True))
        self.shares = weights / weights.sum(axis=1, keepdims=True)
        return -np.mean(np.log(np.sum(self.ones_hot * self.shares, axis=1) + 1e-8))

    def backward(self):
        self.in_layer.backward((self.shares - self.ones_hot) / len(self.shares))
