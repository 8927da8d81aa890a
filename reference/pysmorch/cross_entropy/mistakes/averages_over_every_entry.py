"""Your loss is too small by a factor of exactly the number of classes: the average runs over every
entry of the table. One row has one surprise, so there are only as many terms as rows.

Caught-by: forward
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
        shifted = in_array - in_array.max(axis=1, keepdims=True)
        self.log_shares = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
        return -np.mean(self.ones_hot * self.log_shares)

    def backward(self):
        excess = np.exp(self.log_shares) - self.ones_hot
        self.in_layer.backward(excess / len(excess))
