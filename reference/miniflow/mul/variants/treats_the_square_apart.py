"""Has a branch of its own for a node that is multiplied by itself."""

from assignments.miniflow.nodes import Node


class Mul(Node):
    def __init__(self, x, y):
        Node.__init__(self, [x, y])

    def forward(self):
        self.value = self.inbound_nodes[0].value * self.inbound_nodes[1].value

    def backward(self):
        x, y = self.inbound_nodes
        grad = sum([n.gradients[self] for n in self.outbound_nodes])
        if x is y:
            self.gradients = {x: 2 * grad * x.value}
        else:
            self.gradients = {x: grad * y.value, y: grad * x.value}
