"""You lift tiny probabilities to a fixed floor before the logarithm, so every hopeless sample
costs the same. The logarithm of a share can be had without ever forming the share.

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
        in_array = self.in_layer.forward()
        weights = np.exp(in_array - in_array.max(axis=1, keepdims=True))
        self.shares = weights / weights.sum(axis=1, keepdims=True)
        likely = np.clip(self.shares, 1e-300, 1)
        return -np.mean(np.sum(self.ones_hot * np.log(likely), axis=1))

    def backward(self):
        self.in_layer.backward((self.shares - self.ones_hot) / len(self.shares))
