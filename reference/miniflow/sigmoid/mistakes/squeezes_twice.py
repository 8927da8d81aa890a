"""Your backward squeezes the value a second time before it works out the steepness. The value has
been through the S already.

Caught-by: gradient_X
"""

import numpy as np

from assignments.miniflow.nodes import Node


class Sigmoid(Node):
    def __init__(self, x):
        Node.__init__(self, [x])

    def forward(self):
        self.value = 1.0 / (1.0 + np.exp(-np.asarray(self.inbound_nodes[0].value)))

    def backward(self):
        self.gradients = {n: 0 for n in self.inbound_nodes}
        for n in self.outbound_nodes:
            grad = n.gradients[self]
            self.gradients[self.inbound_nodes[0]] = self.gradients[self.inbound_nodes[0]] + grad / (
                1 + np.exp(-self.value)
            ) * (1 - 1 / (1 + np.exp(-self.value)))
