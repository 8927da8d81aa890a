"""Your gradients are those of the product alone, whatever comes back from the consumers. The chain
rule wants both, multiplied.

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
        self.gradients = {x: y.value, y: x.value}
