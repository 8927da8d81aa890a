"""Keeps the logarithms of the shares and exponentiates them where shares are asked for."""

import numpy as np

from assignments.miniflow.nodes import Node


class CrossEntropyWithSoftmax(Node):
    def __init__(self, x, y):
        Node.__init__(self, [x, y])

    def _predict(self):
        return np.argmax(self._softmax(self.inbound_nodes[0].value), axis=1)

    def _accuracy(self):
        return np.mean(self._predict() == self.inbound_nodes[1].value)

    def log_shares(self, x):
        lowered = x - np.max(x, axis=1, keepdims=True)
        return lowered - np.log(np.sum(np.exp(lowered), axis=1, keepdims=True))

    def _softmax(self, x):
        return np.exp(self.log_shares(x))

    def forward(self):
        y = self.inbound_nodes[1].value
        self.logs = self.log_shares(self.inbound_nodes[0].value)
        self.value = np.average([-row[label] for row, label in zip(self.logs, y)])

    def backward(self):
        x, y = self.inbound_nodes
        excess = np.exp(self.logs)
        np.subtract.at(excess, (np.arange(len(excess)), y.value), 1.0)
        self.gradients = {x: excess / excess.shape[0], y: 0}
