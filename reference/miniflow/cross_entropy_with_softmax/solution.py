"""Reference for `CrossEntropyWithSoftmax`: how surprised a guess is by the true labels."""

import numpy as np

from assignments.miniflow.nodes import Node


class CrossEntropyWithSoftmax(Node):
    """The average over m rows of -log(softmax of the row, at the row's label).

    x holds the logits, shape (m, k), and y the labels, m whole numbers from 0 to k - 1. It is
    always the last node of its graph, so no slope arrives from outside. `forward()` sets
    `self.value`, one number. `backward()` sets `self.gradients` for x, shape (m, k).
    """

    def __init__(self, x, y):
        Node.__init__(self, [x, y])

    def _predict(self):
        """The likeliest class of each row."""
        return np.argmax(self._softmax(self.inbound_nodes[0].value), axis=1)

    def _accuracy(self):
        """The share of rows whose likeliest class is their label."""
        return np.mean(self._predict() == self.inbound_nodes[1].value)

    def _softmax(self, x):
        """Each row of x, shape (m, k), as shares that are positive and add up to 1."""
        ### BEGIN SOLUTION
        return np.exp(self._log_softmax(x))

    def _log_softmax(self, x):
        """The logarithms of the shares: they stay finite where a share is too small to store."""
        lowered = x - np.max(x, axis=1, keepdims=True)
        return lowered - np.log(np.sum(np.exp(lowered), axis=1, keepdims=True))
        ### END SOLUTION

    def forward(self):
        """Set `self.value` to the average cross-entropy."""
        ### BEGIN SOLUTION
        x, y = (node.value for node in self.inbound_nodes)
        log_shares = self._log_softmax(x)
        self.value = -np.mean(log_shares[np.arange(len(y)), y])
        ### END SOLUTION

    def backward(self):
        """Set `self.gradients` for x. The labels are whole numbers and have no slope: 0."""
        ### BEGIN SOLUTION
        logits, labels = self.inbound_nodes
        excess = self._softmax(logits.value)
        excess[np.arange(len(excess)), labels.value] -= 1
        self.gradients = {logits: excess / len(excess), labels: 0}
        ### END SOLUTION
