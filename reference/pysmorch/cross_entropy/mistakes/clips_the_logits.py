"""You cut the logits off at a fixed size before the softmax, so that two very different answers
look alike. Bring them into range by moving a whole row, which loses nothing.

Caught-by: shift
"""

import numpy as np


class CrossEntropy:
    def __init__(self, in_layer, ones_hot):
        self.in_layer = in_layer
        self.ones_hot = ones_hot

    def set_labels(self, ones_hot):
        self.ones_hot = ones_hot

    def forward(self):
        logits = np.clip(self.in_layer.forward(), -500, 500)
        shifted = logits - logits.max(axis=1, keepdims=True)
        self.log_shares = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
        return -np.sum(self.ones_hot * self.log_shares) / len(logits)

    def backward(self):
        excess = np.exp(self.log_shares) - self.ones_hot
        self.in_layer.backward(excess / len(excess))
