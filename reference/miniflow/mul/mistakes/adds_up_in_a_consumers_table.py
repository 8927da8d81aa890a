"""You add up with `+=` in the very table that the first consumer keeps in its dict, and so change
it. Begin with 0, and make a new sum with `a = a + b`.

Caught-by: tables
"""

import numpy as np

from assignments.miniflow.nodes import Node


class Mul(Node):
    def __init__(self, x, y):
        Node.__init__(self, [x, y])

    def forward(self):
        self.value = self.inbound_nodes[0].value * self.inbound_nodes[1].value

    def backward(self):
        x, y = self.inbound_nodes
        d = self.outbound_nodes[0].gradients[self]
        for n in self.outbound_nodes[1:]:
            d += n.gradients[self]
        self.gradients = {n: 0 for n in self.inbound_nodes}
        self.gradients[x] = self.gradients[x] + d * y.value
        self.gradients[y] = self.gradients[y] + d * x.value
