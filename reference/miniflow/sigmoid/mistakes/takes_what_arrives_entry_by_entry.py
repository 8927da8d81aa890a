"""Your backward looks for one slope per entry, and stumbles where a single number comes back for
all of them. A product of arrays spreads it by itself.

Caught-by: one_slope
"""

import numpy as np

from assignments.miniflow.nodes import Node


class Sigmoid(Node):
    def __init__(self, x):
        Node.__init__(self, [x])

    def forward(self):
        self.value = 1.0 / (1.0 + np.exp(-np.asarray(self.inbound_nodes[0].value)))

    def backward(self):
        grad = sum(n.gradients[self] for n in self.outbound_nodes)
        steepness = np.asarray(self.value * (1 - self.value))
        slopes = [g * s for g, s in zip(np.ravel(grad), np.ravel(steepness))]
        self.gradients = {self.inbound_nodes[0]: np.reshape(slopes, steepness.shape)}
