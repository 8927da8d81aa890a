"""Makes the bias one more weight, of a feature that is always 1."""

import numpy as np

from assignments.miniflow.nodes import Node


class Linear(Node):
    def __init__(self, x, w, b):
        Node.__init__(self, [x, w, b])

    def forward(self):
        x, w, b = (n.value for n in self.inbound_nodes)
        self.wide = np.hstack([x, np.ones((len(x), 1))])
        self.value = self.wide @ np.vstack([w, b])

    def backward(self):
        x, w, b = self.inbound_nodes
        grad = np.zeros(self.value.shape)
        for n in self.outbound_nodes:
            grad += n.gradients[self]
        both = self.wide.T @ grad
        self.gradients = {x: grad @ w.value.T, w: both[:-1], b: both[-1]}
