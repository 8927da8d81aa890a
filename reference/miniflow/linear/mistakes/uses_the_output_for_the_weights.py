"""The gradient for W is made of the output of your node. A weight is multiplied by the input: that
is what its slope depends on.

Caught-by: gradient_W
"""

import numpy as np

from assignments.miniflow.nodes import Node


class Linear(Node):
    def __init__(self, x, w, b):
        Node.__init__(self, [x, w, b])

    def forward(self):
        x, w, b = self.inbound_nodes
        self.value = np.dot(x.value, w.value) + b.value

    def backward(self):
        x, w, b = self.inbound_nodes
        self.gradients = {n: 0 for n in self.inbound_nodes}
        for n in self.outbound_nodes:
            grad = n.gradients[self]
            self.gradients[x] = self.gradients[x] + np.dot(grad, w.value.T)
            self.gradients[w] = self.gradients[w] + np.dot(self.value.T, grad)
            self.gradients[b] = self.gradients[b] + np.sum(grad, axis=0)
