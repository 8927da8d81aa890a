"""Your backward multiplies inside the array of its consumer, whose gradient is wrong from then on.
Put the product into a new array.

Caught-by: keeps_inputs
"""

import numpy as np

from assignments.miniflow.nodes import Node


class Sigmoid(Node):
    def __init__(self, x):
        Node.__init__(self, [x])

    def forward(self):
        self.value = 1.0 / (1.0 + np.exp(-np.asarray(self.inbound_nodes[0].value)))

    def backward(self):
        total = 0
        for n in self.outbound_nodes:
            grad = n.gradients[self]
            if np.ndim(grad) == np.ndim(self.value) > 0:
                grad *= self.value * (1 - self.value)
            else:
                grad = grad * self.value * (1 - self.value)
            total = total + grad
        self.gradients = {self.inbound_nodes[0]: total}
