"""Your gradients go on growing from one backward pass to the next. Each pass has to begin with an
empty dict.

Caught-by: twice
"""

from assignments.miniflow.nodes import Node


class Mul(Node):
    def __init__(self, x, y):
        Node.__init__(self, [x, y])

    def forward(self):
        self.value = self.inbound_nodes[0].value * self.inbound_nodes[1].value

    def backward(self):
        x, y = self.inbound_nodes
        for n in self.outbound_nodes:
            grad = n.gradients[self]
            self.gradients[x] = self.gradients.get(x, 0) + grad * y.value
            self.gradients[y] = self.gradients.get(y, 0) + grad * x.value
