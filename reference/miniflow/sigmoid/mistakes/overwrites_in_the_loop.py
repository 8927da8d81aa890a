"""Each consumer in your loop replaces what the one before it left. What comes back over several
channels has to be added up.

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
        for n in self.outbound_nodes:
            self.gradients = {
                self.inbound_nodes[0]: n.gradients[self] * self.value * (1 - self.value)
            }
