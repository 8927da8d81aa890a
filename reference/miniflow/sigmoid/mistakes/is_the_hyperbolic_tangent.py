"""Your S runs from -1 to 1 and passes through 0. That is its cousin, the hyperbolic tangent; the
sigmoid stays between 0 and 1.

Caught-by: forward
"""

import numpy as np

from assignments.miniflow.nodes import Node


class Sigmoid(Node):
    def __init__(self, x):
        Node.__init__(self, [x])

    def forward(self):
        self.value = np.tanh(self.inbound_nodes[0].value)

    def backward(self):
        self.gradients = {n: 0 for n in self.inbound_nodes}
        for n in self.outbound_nodes:
            grad = n.gradients[self]
            self.gradients[self.inbound_nodes[0]] = self.gradients[self.inbound_nodes[0]] + grad * (
                1 - self.value**2
            )
