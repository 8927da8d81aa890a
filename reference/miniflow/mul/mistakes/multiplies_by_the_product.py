"""Your gradients contain the product itself. When x grows by one, what is added does not depend on
how large x was before.

Caught-by: gradient_x
"""

from assignments.miniflow.nodes import Node


class Mul(Node):
    def __init__(self, x, y):
        Node.__init__(self, [x, y])

    def forward(self):
        self.value = self.inbound_nodes[0].value * self.inbound_nodes[1].value

    def backward(self):
        x, y = self.inbound_nodes
        grad = sum(n.gradients[self] for n in self.outbound_nodes)
        self.gradients = {x: 0, y: 0}
        self.gradients[x] += grad * self.value
        self.gradients[y] += grad * self.value
