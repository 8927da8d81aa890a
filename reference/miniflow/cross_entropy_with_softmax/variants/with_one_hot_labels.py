"""Turns the labels into rows of zeros with a single 1."""

import numpy as np

from assignments.miniflow.nodes import Node


class CrossEntropyWithSoftmax(Node):
    def __init__(self, x, y):
        Node.__init__(self, [x, y])

    def _predict(self):
        return np.argmax(self._softmax(self.inbound_nodes[0].value), axis=1)

    def _accuracy(self):
        return np.mean(self._predict() == self.inbound_nodes[1].value)

    def _softmax(self, x):
        powers = np.exp(x - np.max(x, axis=1, keepdims=True))
        return powers / np.sum(powers, axis=1, keepdims=True)

    def forward(self):
        x, y = self.inbound_nodes[0].value, self.inbound_nodes[1].value
        self.truth = np.zeros(x.shape)
        self.truth[np.arange(len(y)), y] = 1
        lowered = x - x.max(axis=1)[:, None]
        logs = lowered - np.log(np.exp(lowered).sum(axis=1))[:, None]
        self.value = -(self.truth * logs).sum() / len(y)

    def backward(self):
        x, y = self.inbound_nodes
        self.gradients = {x: (self._softmax(x.value) - self.truth) / self.truth.shape[0], y: 0}
