"""Two sigmoids in one graph disturb each other: what one remembers, the other overwrites. Look for
something that is kept on the class and belongs on self.

Caught-by: instances
"""

import numpy as np

from assignments.miniflow.nodes import Node


class Sigmoid(Node):
    def __init__(self, x):
        Node.__init__(self, [x])

    def forward(self):
        self.value = 1.0 / (1.0 + np.exp(-np.asarray(self.inbound_nodes[0].value)))
        Sigmoid.latest = self.value

    def backward(self):
        self.gradients = {n: 0 for n in self.inbound_nodes}
        for n in self.outbound_nodes:
            grad = n.gradients[self]
            self.gradients[self.inbound_nodes[0]] = self.gradients[
                self.inbound_nodes[0]
            ] + grad * np.resize(Sigmoid.latest * (1 - Sigmoid.latest), np.shape(self.value))
