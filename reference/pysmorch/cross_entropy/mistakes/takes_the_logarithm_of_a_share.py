"""A share can be so small that it is stored as 0, and its logarithm is minus infinity. Work out
the logarithm of the fraction on paper first, and never take that of a share.

Caught-by: improbable
"""

import numpy as np


class CrossEntropy:
    def __init__(self, in_layer, ones_hot):
        self.in_layer = in_layer
        self.ones_hot = ones_hot

    def set_labels(self, ones_hot):
        self.ones_hot = ones_hot

    def forward(self):
        x = self.in_layer.forward()
        z = x - x.max(axis=1, keepdims=True)
        self.p = np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)
        return -np.sum(self.ones_hot * np.log(self.p)) / len(x)

    def backward(self):
        self.in_layer.backward((self.p - self.ones_hot) / len(self.p))
