"""For an input of whole numbers your output is rounded: the table that you fill has the type of
the input. Make it a table of floats.

Caught-by: number_types
"""

import numpy as np

from assignments.miniflow.nodes import Node


class Linear(Node):
    def __init__(self, x, w, b):
        Node.__init__(self, [x, w, b])

    def forward(self):
        x, w, b = self.inbound_nodes
        self.value = np.empty((len(x.value), w.value.shape[1]), dtype=x.value.dtype)
        self.value[...] = np.dot(x.value, w.value) + b.value

    def backward(self):
        x, w, b = self.inbound_nodes
        self.gradients = {n: 0 for n in self.inbound_nodes}
        for n in self.outbound_nodes:
            grad = n.gradients[self]
            self.gradients[x] = self.gradients[x] + np.dot(grad, w.value.T)
            self.gradients[w] = self.gradients[w] + np.dot(x.value.T, grad)
            self.gradients[b] = self.gradients[b] + np.sum(grad, axis=0)
