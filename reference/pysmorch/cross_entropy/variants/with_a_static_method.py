"""The logarithms from a static method; the argument passed by name."""

import numpy as np


class CrossEntropy:
    def __init__(self, in_layer, ones_hot):
        self.in_layer = in_layer
        self.ones_hot = ones_hot

    def set_labels(self, ones_hot):
        self.ones_hot = ones_hot

    def forward(self):
        s = self._log_softmax(self.in_layer.forward())
        self.s = s
        return np.mean(np.sum(-self.ones_hot * s, axis=1))

    @staticmethod
    def _log_softmax(z):
        z = z - z.max(axis=1, keepdims=True)
        return z - np.log(np.exp(z).sum(axis=1, keepdims=True))

    def backward(self):
        self.in_layer.backward(dwnstrm=(np.exp(self.s) - self.ones_hot) / self.s.shape[0])
