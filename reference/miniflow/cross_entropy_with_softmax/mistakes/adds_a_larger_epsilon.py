"""The small number that you add to the shares is large enough to be seen in every loss. Take the
logarithm of the fraction apart first: then nothing needs to be added.

Caught-by: digits
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
        y = self.inbound_nodes[1].value
        self.probs = self._softmax(self.inbound_nodes[0].value)
        self.value = -np.mean(np.log(self.probs[range(len(y)), y] + 1e-7))

    def backward(self):
        x, y = self.inbound_nodes
        self.gradients = {n: 0 for n in self.inbound_nodes}
        grad = self.probs.copy()
        grad[range(len(y.value)), y.value] -= 1
        self.gradients[x] = grad / len(y.value)
