"""Wraps a function of one number with numpy.vectorize."""

import numpy as np

from assignments.miniflow.nodes import Node


class Sigmoid(Node):
    def __init__(self, x):
        Node.__init__(self, [x])

    def forward(self):
        self.value = np.vectorize(lambda v: 1.0 / (1.0 + np.exp(-float(v))))(
            self.inbound_nodes[0].value
        )

    def backward(self):
        self.gradients = {n: 0 for n in self.inbound_nodes}
        for n in self.outbound_nodes:
            grad = n.gradients[self]
            self.gradients[self.inbound_nodes[0]] = self.gradients[
                self.inbound_nodes[0]
            ] + grad * self.value * (1 - self.value)
