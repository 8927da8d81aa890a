"""Far out your gradient is NaN: its fraction has an infinite exponential above and below the line.
The value that forward has set is enough to write it.

Caught-by: extremes
"""

import numpy as np

from assignments.miniflow.nodes import Node


class Sigmoid(Node):
    def __init__(self, x):
        Node.__init__(self, [x])

    def forward(self):
        self.value = 1.0 / (1.0 + np.exp(-np.asarray(self.inbound_nodes[0].value)))

    def backward(self):
        decay = np.exp(-np.asarray(self.inbound_nodes[0].value))
        grad = sum(n.gradients[self] for n in self.outbound_nodes)
        self.gradients = {self.inbound_nodes[0]: grad * decay / (1.0 + decay) ** 2}
