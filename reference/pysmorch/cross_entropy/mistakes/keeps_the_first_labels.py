"""After `set_labels` your loss still uses the labels that it was built with. Whatever is worked
out from the labels once, in the constructor, grows stale as soon as they are replaced.

Caught-by: new_labels
"""

import numpy as np


class CrossEntropy:
    def __init__(self, in_layer, ones_hot):
        self.in_layer = in_layer
        self.ones_hot = ones_hot
        self.classes = ones_hot.argmax(axis=1)

    def set_labels(self, ones_hot):
        self.ones_hot = ones_hot

    def forward(self):
        in_array = self.in_layer.forward()
        shifted = in_array - in_array.max(axis=1, keepdims=True)
        self.log_shares = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
        self.truth = np.eye(in_array.shape[1])[np.resize(self.classes, len(in_array))]
        return -np.sum(self.truth * self.log_shares) / len(in_array)

    def backward(self):
        excess = np.exp(self.log_shares) - self.truth
        self.in_layer.backward(excess / len(excess))
