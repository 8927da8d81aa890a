"""Your forward cuts the factors down to whole numbers before it multiplies them. A value may be
any number; take it as it comes.

Caught-by: forward
"""

from assignments.miniflow.nodes import Node


class Mul(Node):
    def __init__(self, x, y):
        Node.__init__(self, [x, y])

    def forward(self):
        self.value = int(self.inbound_nodes[0].value) * int(self.inbound_nodes[1].value)

    def backward(self):
        x, y = self.inbound_nodes
        self.gradients = {n: 0 for n in self.inbound_nodes}
        for n in self.outbound_nodes:
            grad = n.gradients[self]
            self.gradients[x] = self.gradients[x] + grad * y.value
            self.gradients[y] = self.gradients[y] + grad * x.value
