"""Your loss adds up over the rows where it should average, so it doubles when every sample is
shown twice. The learning rate that suits ten rows would then ruin a training on a thousand.

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
        return -np.sum(self.ones_hot * self.log_shares)

    def backward(self):
        self.in_layer.backward(np.exp(self.log_shares) - self.ones_hot)
