"""Reference for `Sigmoid`: any number squeezed into the range from 0 to 1."""

import numpy as np

from assignments.miniflow.nodes import Node


class Sigmoid(Node):
    """1 / (1 + exp(-x)), entry by entry, for a number or for a table of any shape.

    `forward()` sets `self.value`. `backward()` sets `self.gradients`, a dict with the slope of
    the final output with respect to x, of the shape of x.
    """

    def __init__(self, x):
        Node.__init__(self, [x])

    def forward(self):
        """Set `self.value` to the sigmoid of the inbound value."""
        ### BEGIN SOLUTION
        x = self.inbound_nodes[0].value
        # The exponent is never positive, so nothing overflows however large x is.
        decayed = np.exp(-np.abs(x))
        self.value = np.where(np.asarray(x) >= 0, 1.0, decayed) / (1.0 + decayed)
        ### END SOLUTION

    def backward(self):
        """Set `self.gradients` for x, summed over all consumers."""
        ### BEGIN SOLUTION
        upstream = sum(consumer.gradients[self] for consumer in self.outbound_nodes)
        steepness = self.value * (1.0 - self.value)
        self.gradients = {self.inbound_nodes[0]: upstream * steepness}
        ### END SOLUTION
