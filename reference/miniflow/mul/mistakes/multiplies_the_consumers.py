"""What comes back from several consumers is multiplied in your backward. Along a channel slopes
multiply; where channels meet, they add.

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
        grad = 1
        for n in self.outbound_nodes:
            grad = grad * n.gradients[self]
        self.gradients = {k: 0 for k in self.inbound_nodes}
        self.gradients[x] += grad * y.value
        self.gradients[y] += grad * x.value
