"""Your forward cuts x off not far from zero, so that nothing ever gets closer to 0 or 1 than that.
The curve goes on, and so should your values.

Caught-by: extremes
"""

import numpy as np

from assignments.miniflow.nodes import Node


class Sigmoid(Node):
    def __init__(self, x):
        Node.__init__(self, [x])

    def forward(self):
        x = np.clip(self.inbound_nodes[0].value, -16.0, 16.0)
        self.value = 1.0 / (1.0 + np.exp(-x))

    def backward(self):
        self.gradients = {n: 0 for n in self.inbound_nodes}
        for n in self.outbound_nodes:
            grad = n.gradients[self]
            self.gradients[self.inbound_nodes[0]] = self.gradients[
                self.inbound_nodes[0]
            ] + grad * self.value * (1 - self.value)
