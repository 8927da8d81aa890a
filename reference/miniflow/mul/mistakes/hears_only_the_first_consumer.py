"""Only the first consumer is heard. A node that feeds several others matters through each of them.

Caught-by: consumers
"""

from assignments.miniflow.nodes import Node


class Mul(Node):
    def __init__(self, x, y):
        Node.__init__(self, [x, y])

    def forward(self):
        self.value = self.inbound_nodes[0].value * self.inbound_nodes[1].value

    def backward(self):
        x, y = self.inbound_nodes
        grad = self.outbound_nodes[0].gradients[self]
        self.gradients = {n: 0 for n in self.inbound_nodes}
        self.gradients[x] += grad * y.value
        self.gradients[y] += grad * x.value
