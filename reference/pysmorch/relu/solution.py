"""Reference for `Relu`: negative numbers become zero."""

import numpy as np


class Relu:
    """Replaces every negative number of a table, shape (M, N), by zero.

    `forward()` returns a table of the same shape. `backward(dwnstrm)` takes the gradient of the
    loss with respect to that output, shape (M, N), and hands the gradient with respect to the
    input, shape (M, N), to `in_layer`. There is nothing to train, so there is no W and no G.
    """

    def __init__(self, in_layer):
        self.in_layer = in_layer
        self.in_dims = in_layer.out_dims
        self.out_dims = self.in_dims

    def forward(self):
        """Fetch X from the layer behind, and return it with its negative numbers at zero."""
        self.in_array = self.in_layer.forward()
        ### BEGIN SOLUTION
        return np.maximum(self.in_array, 0)
        ### END SOLUTION

    def backward(self, dwnstrm):
        """Hand the gradient for X back to the layer behind."""
        ### BEGIN SOLUTION
        self.in_layer.backward(dwnstrm * (self.in_array > 0))
        ### END SOLUTION
