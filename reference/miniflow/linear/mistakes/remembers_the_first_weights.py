"""Your forward goes on with the weights of the first time, whatever becomes of them. Each step of the
training moves them; where do the new ones stand?

Caught-by: new_batch
"""

import numpy as np

from assignments.miniflow.nodes import Node


class Linear(Node):
    def __init__(self, x, w, b):
        Node.__init__(self, [x, w, b])

    def forward(self):
        x, w, b = self.inbound_nodes
        if self.value is None:
            self.weights = w.value
        self.value = np.dot(x.value, self.weights) + b.value

    def backward(self):
        x, w, b = self.inbound_nodes
        self.gradients = {n: 0 for n in self.inbound_nodes}
        for n in self.outbound_nodes:
            grad = n.gradients[self]
            self.gradients[x] = self.gradients[x] + np.dot(grad, w.value.T)
            self.gradients[w] = self.gradients[w] + np.dot(x.value.T, grad)
            self.gradients[b] = self.gradients[b] + np.sum(grad, axis=0)
