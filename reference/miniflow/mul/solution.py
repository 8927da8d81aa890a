"""Reference for `Mul`: the product of two nodes."""

from assignments.miniflow.nodes import Node


class Mul(Node):
    """The product of the values of two nodes: numbers, or tables of one shape, entry by entry.

    `forward()` sets `self.value`. `backward()` sets `self.gradients`, a dict with the slope of
    the final output with respect to x and to y, summed over all consumers.
    """

    def __init__(self, x, y):
        Node.__init__(self, [x, y])

    def forward(self):
        """Set `self.value` to the product."""
        ### BEGIN SOLUTION
        x, y = self.inbound_nodes
        self.value = x.value * y.value
        ### END SOLUTION

    def backward(self):
        """Set `self.gradients` for both inbound nodes, which may be one and the same."""
        ### BEGIN SOLUTION
        x, y = self.inbound_nodes
        upstream = sum(consumer.gradients[self] for consumer in self.outbound_nodes)
        self.gradients = dict.fromkeys([x, y], 0)
        self.gradients[x] = self.gradients[x] + upstream * y.value
        self.gradients[y] = self.gradients[y] + upstream * x.value
        ### END SOLUTION
