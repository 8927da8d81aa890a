"""Multiplies whatever number of factors there are, and leaves out one at a time."""

from assignments.miniflow.nodes import Node


class Mul(Node):
    def __init__(self, x, y):
        Node.__init__(self, [x, y])

    def forward(self):
        self.value = 1
        for n in self.inbound_nodes:
            self.value = self.value * n.value

    def backward(self):
        grad = sum(n.gradients[self] for n in self.outbound_nodes)
        self.gradients = {n: 0 for n in self.inbound_nodes}
        for i, node in enumerate(self.inbound_nodes):
            others = 1
            for j, other in enumerate(self.inbound_nodes):
                others = others * (1 if i == j else other.value)
            self.gradients[node] = self.gradients[node] + grad * others
