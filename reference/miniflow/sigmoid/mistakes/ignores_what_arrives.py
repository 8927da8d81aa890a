"""Your gradient is the steepness alone, whatever comes back from the consumers. The chain rule
wants both, multiplied.

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
        self.gradients = {self.inbound_nodes[0]: self.value * (1 - self.value)}
