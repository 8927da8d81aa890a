"""The product is worked out inside the table of x, where other nodes still look for x itself. Let
the product have a table of its own.

Caught-by: tables
"""

from assignments.miniflow.nodes import Node


class Mul(Node):
    def __init__(self, x, y):
        Node.__init__(self, [x, y])

    def forward(self):
        self.value = self.inbound_nodes[0].value
        self.value *= self.inbound_nodes[1].value

    def backward(self):
        x, y = self.inbound_nodes
        self.gradients = {x: 0, y: 0}
        for n in self.outbound_nodes:
            self.gradients[x] = self.gradients[x] + n.gradients[self] * y.value
            self.gradients[y] = self.gradients[y] + n.gradients[self] * x.value
