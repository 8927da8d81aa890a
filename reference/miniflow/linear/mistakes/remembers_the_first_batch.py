"""Your backward still works with the first batch that it ever saw. The input changes from pass to
pass, so read it anew.

Caught-by: new_batch
"""

import numpy as np

from assignments.miniflow.nodes import Node


class Linear(Node):
    def __init__(self, x, w, b):
        Node.__init__(self, [x, w, b])

    def forward(self):
        x, w, b = self.inbound_nodes
        self.value = np.dot(x.value, w.value) + b.value

        if not hasattr(self, "batch"):
            self.batch = x.value

    def backward(self):
        x, w, b = self.inbound_nodes
        self.gradients = {n: 0 for n in self.inbound_nodes}
        for n in self.outbound_nodes:
            grad = n.gradients[self]
            self.gradients[x] = self.gradients[x] + np.dot(grad, w.value.T)
            self.gradients[w] = self.gradients[w] + np.dot(
                self.batch[: len(grad)].T, grad[: len(self.batch)]
            )
            self.gradients[b] = self.gradients[b] + np.sum(grad, axis=0)
