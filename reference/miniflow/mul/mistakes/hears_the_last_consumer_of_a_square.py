"""`Mul(x, x)` hears only the last of its consumers: its entry is set anew for each of them. What comes
back over several channels has to be added up, whatever the factors are.

Caught-by: square
"""

from assignments.miniflow.nodes import Node


class Mul(Node):
    def __init__(self, x, y):
        Node.__init__(self, [x, y])

    def forward(self):
        self.value = self.inbound_nodes[0].value * self.inbound_nodes[1].value

    def backward(self):
        x, y = self.inbound_nodes
        self.gradients = {x: 0, y: 0}
        for n in self.outbound_nodes:
            grad = n.gradients[self]
            if x is y:
                self.gradients[x] = 2 * grad * x.value
            else:
                self.gradients[x] = self.gradients[x] + grad * y.value
                self.gradients[y] = self.gradients[y] + grad * x.value
