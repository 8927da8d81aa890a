"""There is no entry for b in your gradients. All three inbound nodes wait for theirs.

Caught-by: gradient_b
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
        grad = sum(n.gradients[self] for n in self.outbound_nodes)
        self.gradients = {x: np.dot(grad, w.value.T), w: np.dot(x.value.T, grad)}
