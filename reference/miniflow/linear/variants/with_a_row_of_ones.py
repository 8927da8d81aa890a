"""Sums the rows by a product with ones."""

import numpy as np

from assignments.miniflow.nodes import Node


class Linear(Node):
    def __init__(self, x, w, b):
        Node.__init__(self, [x, w, b])

    def forward(self):
        x, w, b = self.inbound_nodes
        self.value = x.value @ w.value + np.ones((len(x.value), 1)) @ b.value.reshape(1, -1)

    def backward(self):
        x, w, b = self.inbound_nodes
        self.gradients = {n: 0 for n in self.inbound_nodes}
        for n in self.outbound_nodes:
            grad = n.gradients[self]
            self.gradients[x] = self.gradients[x] + np.dot(grad, w.value.T)
            self.gradients[w] = self.gradients[w] + np.dot(x.value.T, grad)
            self.gradients[b] = self.gradients[b] + np.ones(len(grad)) @ grad
