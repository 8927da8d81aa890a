"""Your logarithm is the one to the base 2. The cross-entropy uses the natural one, whose slope is
the simple formula that you know.

Caught-by: forward
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
        powers = np.exp(x - np.max(x, axis=1, keepdims=True))
        return powers / np.sum(powers, axis=1, keepdims=True)

    def forward(self):
        x, y = self.inbound_nodes[0].value, self.inbound_nodes[1].value
        self.probs = self._softmax(x)
        shifted = x - np.max(x, axis=1, keepdims=True)
        logs = shifted - np.log(np.sum(np.exp(shifted), axis=1, keepdims=True))
        self.value = -np.mean(logs[range(len(y)), y]) / np.log(2)

    def backward(self):
        x, y = self.inbound_nodes
        self.gradients = {n: 0 for n in self.inbound_nodes}
        grad = self.probs.copy()
        grad[range(len(y.value)), y.value] -= 1
        self.gradients[x] = grad / len(y.value)
