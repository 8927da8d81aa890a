"""Picks the labels with take_along_axis, and leaves the loss as an array of one number."""

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
        lowered = x - np.amax(x, axis=1, keepdims=True)
        sums = np.sum(np.exp(lowered), axis=1, keepdims=True)
        picked = np.take_along_axis(lowered, y.reshape(-1, 1), axis=1)
        self.probs = np.exp(lowered) / sums
        self.value = np.mean(np.log(sums) - picked, axis=0)

    def backward(self):
        x, y = self.inbound_nodes
        self.gradients = {n: 0 for n in self.inbound_nodes}
        grad = self.probs.copy()
        grad[range(len(y.value)), y.value] -= 1
        self.gradients[x] = grad / len(y.value)
