"""The keys of your `gradients` are strings. The nodes above look for themselves in it, so each key
has to be the node.

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
        self.gradients = {"x": grad * y.value, "y": grad * x.value}
