"""Only the first consumer is heard. A node that feeds several others matters through each of them.

Caught-by: consumers
"""

import numpy as np

from assignments.miniflow.nodes import Node


class Sigmoid(Node):
    def __init__(self, x):
        Node.__init__(self, [x])

    def forward(self):
        self.value = 1.0 / (1.0 + np.exp(-np.asarray(self.inbound_nodes[0].value)))

    def backward(self):
        grad = self.outbound_nodes[0].gradients[self]
        self.gradients = {self.inbound_nodes[0]: grad * self.value * (1 - self.value)}
