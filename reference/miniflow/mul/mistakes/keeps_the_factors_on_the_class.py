"""Two products in one graph disturb each other: what one remembers, the other overwrites. Look for
something that is kept on the class and belongs on self.

Caught-by: instances
"""

from assignments.miniflow.nodes import Node


class Mul(Node):
    def __init__(self, x, y):
        Node.__init__(self, [x, y])

    def forward(self):
        Mul.factors = [n.value for n in self.inbound_nodes]
        self.value = Mul.factors[0] * Mul.factors[1]

    def backward(self):
        x, y = self.inbound_nodes
        self.gradients = {n: 0 for n in self.inbound_nodes}
        for n in self.outbound_nodes:
            grad = n.gradients[self]
            self.gradients[x] = self.gradients[x] + grad * Mul.factors[1]
            self.gradients[y] = self.gradients[y] + grad * Mul.factors[0]
