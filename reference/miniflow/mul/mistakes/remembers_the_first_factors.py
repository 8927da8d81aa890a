"""Your backward still uses the values of the very first forward pass. Values change from pass to
pass, so read them anew each time.

Caught-by: new_batch
"""

from assignments.miniflow.nodes import Node


class Mul(Node):
    def __init__(self, x, y):
        Node.__init__(self, [x, y])

    def forward(self):
        self.value = self.inbound_nodes[0].value * self.inbound_nodes[1].value
        if not hasattr(self, "factors"):
            self.factors = [n.value for n in self.inbound_nodes]

    def backward(self):
        x, y = self.inbound_nodes
        self.gradients = {n: 0 for n in self.inbound_nodes}
        for n in self.outbound_nodes:
            grad = n.gradients[self]
            self.gradients[x] = self.gradients[x] + grad * self.factors[1]
            self.gradients[y] = self.gradients[y] + grad * self.factors[0]
