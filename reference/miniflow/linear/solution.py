"""Reference for `Linear`: a table times a matrix of weights, plus a row of biases."""

import numpy as np

from assignments.miniflow.nodes import Node


class Linear(Node):
    """Z = X W + b, shape (m, p), for nodes x of shape (m, n), w of shape (n, p) and b of (p,).

    `forward()` sets `self.value`. `backward()` sets `self.gradients`, a dict with the slopes of
    the final output with respect to x, w and b, each of the shape of its node's value.
    """

    def __init__(self, x, w, b):
        Node.__init__(self, [x, w, b])

    def forward(self):
        """Set `self.value` to X W + b."""
        ### BEGIN SOLUTION
        x, w, b = self.inbound_nodes
        self.value = x.value @ w.value + b.value
        ### END SOLUTION

    def backward(self):
        """Set `self.gradients` for x, w and b, summed over all consumers."""
        ### BEGIN SOLUTION
        x, w, b = self.inbound_nodes
        upstream = sum(consumer.gradients[self] for consumer in self.outbound_nodes)
        for_x, for_w = upstream @ w.value.T, x.value.T @ upstream
        self.gradients = {x: for_x, w: for_w, b: np.sum(upstream, axis=0)}
        ### END SOLUTION
