"""Your code walks along rows and columns, so that a single row or number is too little for it.
Whatever the shape, each entry is treated alike.

Caught-by: shapes
"""

import numpy as np

from assignments.miniflow.nodes import Node


class Sigmoid(Node):
    def __init__(self, x):
        Node.__init__(self, [x])

    def forward(self):
        x = self.inbound_nodes[0].value
        rows, columns = x.shape
        self.value = np.zeros((rows, columns))
        for i in range(rows):
            for j in range(columns):
                self.value[i, j] = 1.0 / (1.0 + np.exp(-x[i, j]))

    def backward(self):
        self.gradients = {n: 0 for n in self.inbound_nodes}
        for n in self.outbound_nodes:
            grad = n.gradients[self]
            self.gradients[self.inbound_nodes[0]] = self.gradients[
                self.inbound_nodes[0]
            ] + grad * self.value * (1 - self.value)
