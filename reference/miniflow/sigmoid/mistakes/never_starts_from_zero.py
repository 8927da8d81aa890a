"""Your gradient goes on growing from one backward pass to the next. Each pass has to begin afresh.

Caught-by: twice
"""

import numpy as np

from assignments.miniflow.nodes import Node


class Sigmoid(Node):
    def __init__(self, x):
        Node.__init__(self, [x])

    def forward(self):
        self.value = 1.0 / (1.0 + np.exp(-np.asarray(self.inbound_nodes[0].value)))

    def backward(self):
        x = self.inbound_nodes[0]
        for n in self.outbound_nodes:
            steepness = self.value * (1 - self.value)
            self.gradients[x] = self.gradients.get(x, 0) + n.gradients[self] * steepness
