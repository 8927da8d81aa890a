"""For an input of whole numbers your values are rounded to 0 and 1: the table that you fill has
the type of the input. Make it a table of floats.

Caught-by: number_types
"""

import numpy as np

from assignments.miniflow.nodes import Node


class Sigmoid(Node):
    def __init__(self, x):
        Node.__init__(self, [x])

    def forward(self):
        x = np.asarray(self.inbound_nodes[0].value)
        self.value = np.zeros_like(x)
        self.value[...] = 1.0 / (1.0 + np.exp(-x))

    def backward(self):
        self.gradients = {n: 0 for n in self.inbound_nodes}
        for n in self.outbound_nodes:
            grad = n.gradients[self]
            self.gradients[self.inbound_nodes[0]] = self.gradients[
                self.inbound_nodes[0]
            ] + grad * self.value * (1 - self.value)
