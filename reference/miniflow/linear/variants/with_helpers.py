"""Leaves the arithmetic to functions outside the class."""

import numpy as np

from assignments.miniflow.nodes import Node


def sum_of_slopes(node):
    total = 0
    for consumer in node.outbound_nodes:
        total = total + consumer.gradients[node]
    return total


class Linear(Node):
    def __init__(self, x, w, b):
        Node.__init__(self, [x, w, b])

    def forward(self):
        x, w, b = self.inbound_nodes
        self.value = np.dot(x.value, w.value) + b.value

    def backward(self):
        arriving = sum_of_slopes(self)
        x, w, b = self.inbound_nodes
        self.gradients = {
            x: np.tensordot(arriving, w.value, axes=(1, 1)),
            w: np.tensordot(x.value, arriving, axes=(0, 0)),
            b: arriving.sum(axis=0),
        }
