"""Asks a function outside the class for what comes back."""

from assignments.miniflow.nodes import Node


def arriving_at(node):
    return sum(consumer.gradients[node] for consumer in node.outbound_nodes)


class Mul(Node):
    def __init__(self, x, y):
        Node.__init__(self, [x, y])

    def forward(self):
        self.value = self.inbound_nodes[0].value * self.inbound_nodes[1].value

    def backward(self):
        slope = arriving_at(self)
        factors = [n.value for n in self.inbound_nodes]
        self.gradients = dict.fromkeys(self.inbound_nodes, 0)
        for node, factor in zip(self.inbound_nodes, reversed(factors)):
            self.gradients[node] = self.gradients[node] + slope * factor
