"""Lets the entries of its own dict grow in place."""

from assignments.miniflow.nodes import Node


class Mul(Node):
    def __init__(self, x, y):
        Node.__init__(self, [x, y])

    def forward(self):
        self.value = self.inbound_nodes[0].value * self.inbound_nodes[1].value

    def backward(self):
        self.gradients = {n: 0 for n in self.inbound_nodes}
        for n in self.outbound_nodes:
            grad = n.gradients[self]
            self.gradients[self.inbound_nodes[0]] += self.inbound_nodes[1].value * grad
            self.gradients[self.inbound_nodes[1]] += self.inbound_nodes[0].value * grad
