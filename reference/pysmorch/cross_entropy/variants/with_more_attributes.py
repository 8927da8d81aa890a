"""Keeps more than it needs, and changes in place only what is its own."""

import numpy as np


class CrossEntropy:
    def __init__(self, in_layer, ones_hot):
        self.in_layer = in_layer
        self.ones_hot = np.array(ones_hot)
        self.out_dims = (1,)
        self.loss = None

    def set_labels(self, ones_hot):
        self.ones_hot = ones_hot

    def forward(self):
        x = self.in_layer.forward()
        self.n = x.shape[0]
        m = np.max(x, 1, keepdims=True)
        self.probs = np.exp(x - m)
        norm_ = self.probs.sum(1, keepdims=True)
        self.probs /= norm_
        self.loss = np.sum(self.ones_hot * (m + np.log(norm_) - x)) / self.n
        return self.loss

    def backward(self):
        grad = self.probs.copy()
        grad -= self.ones_hot
        grad /= self.n
        self.in_layer.backward(grad)
