"""Two losses in one program disturb each other: what one remembers, the other overwrites. Look for
something that is kept on the class and should be kept on self.

Caught-by: instances
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
        CrossEntropy.log_shares = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
        return -np.sum(self.ones_hot * CrossEntropy.log_shares) / len(in_array)

    def backward(self):
        shares = np.resize(np.exp(CrossEntropy.log_shares), self.ones_hot.shape)
        self.in_layer.backward((shares - self.ones_hot) / len(shares))
