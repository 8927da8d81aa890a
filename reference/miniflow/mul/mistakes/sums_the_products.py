"""For tables you multiply as matrices do, and rows and columns get mixed. What is asked for is the
product entry by entry.

Caught-by: tables
"""

import numpy as np

from assignments.miniflow.nodes import Node


class Mul(Node):
    def __init__(self, x, y):
        Node.__init__(self, [x, y])

    def forward(self):
        self.value = np.dot(self.inbound_nodes[0].value, self.inbound_nodes[1].value)

    def backward(self):
        x, y = self.inbound_nodes
        self.gradients = {n: 0 for n in self.inbound_nodes}
        for n in self.outbound_nodes:
            grad = n.gradients[self]
            self.gradients[x] = self.gradients[x] + grad * y.value
            self.gradients[y] = self.gradients[y] + grad * x.value
