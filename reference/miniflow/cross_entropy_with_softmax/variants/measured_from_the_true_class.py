"""Takes the score of the true class from all others, so that the loss is one logaddexp."""

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
        ahead = x - x[np.arange(len(y)), y][:, np.newaxis]
        self.value = np.mean(np.logaddexp.reduce(ahead, axis=1))

    def backward(self):
        x, y = self.inbound_nodes
        grad = self._softmax(x.value)
        grad[np.arange(len(grad)), y.value] -= 1
        self.gradients = {x: grad / len(grad), y: 0}
