"""Keeps the two nodes under names of its own."""

from assignments.miniflow.nodes import Node


class Mul(Node):
    def __init__(self, x, y):
        super().__init__([x, y])
        self.x, self.y = x, y

    def forward(self):
        self.value = self.x.value * self.y.value

    def backward(self):
        total = 0
        for consumer in self.outbound_nodes:
            total = total + consumer.gradients[self]
        self.gradients = {}
        for one, other in ((self.x, self.y), (self.y, self.x)):
            self.gradients[one] = self.gradients.get(one, 0) + total * other.value
