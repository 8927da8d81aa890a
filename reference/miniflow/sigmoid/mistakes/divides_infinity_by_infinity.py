"""Your S gives NaN at large x: above and below the line stands the same exponential, which is
infinite there. There is a way to write it with one of them.

Caught-by: extremes
"""

import numpy as np

from assignments.miniflow.nodes import Node


class Sigmoid(Node):
    def __init__(self, x):
        Node.__init__(self, [x])

    def forward(self):
        powers = np.exp(self.inbound_nodes[0].value)
        self.value = powers / (1.0 + powers)

    def backward(self):
        self.gradients = {n: 0 for n in self.inbound_nodes}
        for n in self.outbound_nodes:
            grad = n.gradients[self]
            self.gradients[self.inbound_nodes[0]] = self.gradients[
                self.inbound_nodes[0]
            ] + grad * self.value * (1 - self.value)
