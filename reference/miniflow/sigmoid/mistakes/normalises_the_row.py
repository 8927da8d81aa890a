"""Your values depend on the other entries of the table, as those of a softmax would. The sigmoid
looks at each entry by itself.

Caught-by: forward
"""

import numpy as np

from assignments.miniflow.nodes import Node


class Sigmoid(Node):
    def __init__(self, x):
        Node.__init__(self, [x])

    def forward(self):
        powers = np.exp(np.asarray(self.inbound_nodes[0].value))
        self.value = powers / (1.0 + np.sum(powers))

    def backward(self):
        self.gradients = {n: 0 for n in self.inbound_nodes}
        for n in self.outbound_nodes:
            grad = n.gradients[self]
            self.gradients[self.inbound_nodes[0]] = self.gradients[
                self.inbound_nodes[0]
            ] + grad * self.value * (1 - self.value)
