"""When the logits are whole numbers, your intermediate results are cut down to whole numbers too.
An array made to look like the logits takes over their type as well.

Caught-by: number_types
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
        self.log_shares = np.zeros_like(in_array)
        for row, logits in enumerate(in_array):
            shifted = logits - logits.max()
            self.log_shares[row] = shifted - np.log(np.exp(shifted).sum())
        return -np.sum(self.ones_hot * self.log_shares) / len(in_array)

    def backward(self):
        excess = np.exp(self.log_shares) - self.ones_hot
        self.in_layer.backward(excess / len(excess))
