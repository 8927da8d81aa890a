"""Lets SciPy work out softmax and logarithms."""

from scipy.special import logsumexp, softmax

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
        return softmax(x, axis=1)

    def forward(self):
        x, y = self.inbound_nodes[0].value, self.inbound_nodes[1].value
        self.value = np.mean(logsumexp(x, axis=1) - x[np.arange(len(y)), y])

    def backward(self):
        x, y = self.inbound_nodes
        truth = np.eye(x.value.shape[1])[y.value]
        self.gradients = {x: (self._softmax(x.value) - truth) / len(truth), y: 0}
