"""Your backward still uses the steepness of the very first batch. It changes with every forward
pass.

Caught-by: new_batch
"""

import numpy as np

from assignments.miniflow.nodes import Node


class Sigmoid(Node):
    def __init__(self, x):
        Node.__init__(self, [x])

    def forward(self):
        self.value = 1.0 / (1.0 + np.exp(-np.asarray(self.inbound_nodes[0].value)))
        if not hasattr(self, "steepness"):
            self.steepness = self.value * (1 - self.value)

    def backward(self):
        self.gradients = {n: 0 for n in self.inbound_nodes}
        for n in self.outbound_nodes:
            grad = n.gradients[self]
            self.gradients[self.inbound_nodes[0]] = self.gradients[
                self.inbound_nodes[0]
            ] + grad * np.resize(self.steepness, np.shape(self.value))
