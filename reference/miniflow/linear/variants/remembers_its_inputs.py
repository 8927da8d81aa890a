"""Copies its inputs in every forward pass."""

import numpy as np

from assignments.miniflow.nodes import Node


class Linear(Node):
    def __init__(self, x, w, b):
        Node.__init__(self, [x, w, b])

    def forward(self):
        self.x, self.w, self.b = (np.array(n.value, dtype=float) for n in self.inbound_nodes)
        self.value = self.x @ self.w
        self.value += self.b

    def backward(self):
        grad = sum(n.gradients[self] for n in self.outbound_nodes)
        slopes = (grad @ self.w.T, self.x.T @ grad, grad.sum(0))
        self.gradients = dict(zip(self.inbound_nodes, slopes))
