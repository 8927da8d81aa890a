"""Chooses between two ways of writing it, both of them safe."""

import numpy as np

from assignments.miniflow.nodes import Node


class Sigmoid(Node):
    def __init__(self, x):
        Node.__init__(self, [x])

    def forward(self):
        x = np.asarray(self.inbound_nodes[0].value)
        self.value = np.where(
            x > 0,
            1 / (1 + np.exp(-np.maximum(x, 0))),
            np.exp(np.minimum(x, 0)) / (1 + np.exp(np.minimum(x, 0))),
        )

    def backward(self):
        self.gradients = {n: 0 for n in self.inbound_nodes}
        for n in self.outbound_nodes:
            grad = n.gradients[self]
            self.gradients[self.inbound_nodes[0]] = self.gradients[
                self.inbound_nodes[0]
            ] + grad * self.value * (1 - self.value)
