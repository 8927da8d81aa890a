"""Your loss changes when the same number is added to a whole row of logits, although the
probabilities do not. What was subtracted inside the sum has to come back outside the logarithm.

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
        log_sums = np.log(np.exp(shifted).sum(axis=1, keepdims=True))
        self.log_shares = shifted - log_sums
        return np.mean(log_sums[:, 0] - np.sum(self.ones_hot * in_array, axis=1))

    def backward(self):
        excess = np.exp(self.log_shares) - self.ones_hot
        self.in_layer.backward(excess / len(excess))
