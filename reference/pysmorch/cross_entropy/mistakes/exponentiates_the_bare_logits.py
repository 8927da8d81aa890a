"""Your softmax raises e to the logits as they come, and from about 710 on the result no longer
fits into a number. Only differences between the logits of a row matter, so choose what to
measure them from.

Caught-by: large_logits
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
        with np.errstate(all="ignore"):
            weights = np.exp(in_array)
            self.shares = weights / weights.sum(axis=1, keepdims=True)
            return -np.mean(np.log(np.sum(self.ones_hot * self.shares, axis=1)))

    def backward(self):
        self.in_layer.backward((self.shares - self.ones_hot) / len(self.shares))
