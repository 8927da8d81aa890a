"""For scores that are whole numbers your shares are rounded: the table that you fill has the type
of the scores. Make it a table of floats.

Caught-by: number_types
"""

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
        shares = np.zeros_like(x)
        for i, row in enumerate(x):
            powers = np.exp(row - np.max(row))
            shares[i] = powers / np.sum(powers)
        return shares

    def forward(self):
        x, y = self.inbound_nodes[0].value, self.inbound_nodes[1].value
        self.probs = self._softmax(x)
        shifted = x - np.max(x, axis=1, keepdims=True)
        logs = shifted - np.log(np.sum(np.exp(shifted), axis=1, keepdims=True))
        self.value = -np.mean(logs[range(len(y)), y])

    def backward(self):
        x, y = self.inbound_nodes
        self.gradients = {n: 0 for n in self.inbound_nodes}
        grad = self.probs.copy()
        grad[range(len(y.value)), y.value] -= 1
        self.gradients[x] = grad / len(y.value)
