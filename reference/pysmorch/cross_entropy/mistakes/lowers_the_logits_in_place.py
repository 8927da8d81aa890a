"""Your forward subtracts the maximum inside the array that the layer behind owns, so the logits
themselves are changed. Write the difference into a new array.

Caught-by: keeps_inputs
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
        in_array -= in_array.max(axis=1, keepdims=True)
        self.log_shares = in_array - np.log(np.exp(in_array).sum(axis=1, keepdims=True))
        return -np.sum(self.ones_hot * self.log_shares) / len(in_array)

    def backward(self):
        excess = np.exp(self.log_shares) - self.ones_hot
        self.in_layer.backward(excess / len(excess))
