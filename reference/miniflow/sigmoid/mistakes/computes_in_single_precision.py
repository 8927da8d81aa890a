"""Your values are only right to seven digits, since they are computed in float32. Leave the
numbers in the precision in which they come.

Caught-by: forward
"""

import numpy as np

from assignments.miniflow.nodes import Node


class Sigmoid(Node):
    def __init__(self, x):
        Node.__init__(self, [x])

    def forward(self):
        x = np.asarray(self.inbound_nodes[0].value, dtype=np.float32)
        self.value = 1.0 / (1.0 + np.exp(-x))

    def backward(self):
        self.gradients = {n: 0 for n in self.inbound_nodes}
        for n in self.outbound_nodes:
            grad = n.gradients[self]
            self.gradients[self.inbound_nodes[0]] = self.gradients[
                self.inbound_nodes[0]
            ] + grad * self.value * (1 - self.value)
