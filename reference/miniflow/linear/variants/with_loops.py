"""Multiplies number by number."""

import numpy as np

from assignments.miniflow.nodes import Node


class Linear(Node):
    def __init__(self, x, w, b):
        Node.__init__(self, [x, w, b])

    def forward(self):
        x, w, b = (n.value for n in self.inbound_nodes)
        rows, inner, columns = len(x), len(w), len(b)
        self.value = np.zeros((rows, columns))
        for i in range(rows):
            for j in range(columns):
                self.value[i, j] = b[j]
                for k in range(inner):
                    self.value[i, j] += x[i, k] * w[k, j]

    def backward(self):
        x, w, b = self.inbound_nodes
        gx, gw, gb = np.zeros(x.value.shape), np.zeros(w.value.shape), np.zeros(b.value.shape)
        for n in self.outbound_nodes:
            grad = n.gradients[self]
            for i in range(grad.shape[0]):
                for j in range(grad.shape[1]):
                    gb[j] += grad[i, j]
                    for k in range(gw.shape[0]):
                        gx[i, k] += grad[i, j] * w.value[k, j]
                        gw[k, j] += grad[i, j] * x.value[i, k]
        self.gradients = {x: gx, w: gw, b: gb}
