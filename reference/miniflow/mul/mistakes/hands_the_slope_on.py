"""Your backward hands on what arrives, unchanged, as a sum would do. How much does a product grow
when one factor grows by one?

Caught-by: gradient_x
"""

from assignments.miniflow.nodes import Node


class Mul(Node):
    def __init__(self, x, y):
        Node.__init__(self, [x, y])

    def forward(self):
        self.value = self.inbound_nodes[0].value * self.inbound_nodes[1].value

    def backward(self):
        self.gradients = {n: 0 for n in self.inbound_nodes}
        for n in self.outbound_nodes:
            for inbound in self.inbound_nodes:
                self.gradients[inbound] = self.gradients[inbound] + n.gradients[self]
