"""You double the slope when both *values* are equal. What matters is whether both are the same
*node*: two different nodes may hold the same number by chance.

Caught-by: whole_numbers
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
        d = sum(n.gradients[self] for n in self.outbound_nodes)
        if np.all(x.value == y.value):
            self.gradients = {x: 2 * d * x.value, y: 2 * d * x.value}
        else:
            self.gradients = {x: d * y.value, y: d * x.value}
