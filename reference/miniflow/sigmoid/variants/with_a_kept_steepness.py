"""Works out the steepness on the way there."""

import numpy as np

from assignments.miniflow.nodes import Node


class Sigmoid(Node):
    def __init__(self, x):
        Node.__init__(self, [x])

    def forward(self):
        x = np.asarray(self.inbound_nodes[0].value, dtype=float)
        decay = np.exp(-np.abs(x))
        self.steepness = decay / (1 + decay) ** 2
        self.value = 0.5 + np.sign(x) * (1 / (1 + decay) - 0.5)

    def backward(self):
        total = 0
        for n in self.outbound_nodes:
            total = total + n.gradients[self]
        self.gradients = {self.inbound_nodes[0]: total * self.steepness}
