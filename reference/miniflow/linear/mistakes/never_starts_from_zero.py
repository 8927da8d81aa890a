"""Your gradients go on growing from one backward pass to the next. Each pass has to begin afresh.

Caught-by: twice
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
        for n in self.outbound_nodes:
            grad = n.gradients[self]
            self.gradients[x] = self.gradients.get(x, 0) + np.dot(grad, w.value.T)
            self.gradients[w] = self.gradients.get(w, 0) + np.dot(x.value.T, grad)
            self.gradients[b] = self.gradients.get(b, 0) + np.sum(grad, axis=0)
