"""You hand back the slope with respect to the shares. The layer below gave logits: go one step
further, through the softmax. Then most of it cancels.

Caught-by: gradient_X
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
        self.log_p = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
        return -np.sum(self.ones_hot * self.log_p) / len(in_array)

    def backward(self):
        self.in_layer.backward(-self.ones_hot / np.exp(self.log_p) / len(self.log_p))
