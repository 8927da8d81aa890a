"""Softmax and its logarithm from a small class inside forward."""

import numpy as np


class CrossEntropy:
    def __init__(self, in_layer, ones_hot):
        self.in_layer = in_layer
        self.ones_hot = ones_hot

    def set_labels(self, ones_hot):
        self.ones_hot = ones_hot

    def forward(self):
        class Soft:
            def __call__(self, x):
                x = x - x.max(axis=1, keepdims=True)
                e = np.exp(x)
                return e / e.sum(axis=1, keepdims=True), x - np.log(e.sum(axis=1, keepdims=True))

        self.p, logp = Soft()(self.in_layer.forward())
        return -(logp * self.ones_hot).sum(axis=1).mean()

    def backward(self):
        self.in_layer.backward((self.p - self.ones_hot) / self.p.shape[0])
