"""Reference for `ReLU`: negative numbers become zero."""

import numpy as np

from assignments.numpy_network.given import Layer


class ReLU(Layer):
    """Replaces every negative number by zero. There is nothing to learn."""

    def __init__(self):
        pass

    def forward(self, input):
        """The larger of each entry and 0: an array of the same shape as `input`."""
        ### BEGIN SOLUTION
        return np.maximum(input, 0)
        ### END SOLUTION

    def backward(self, input, grad_output):
        """The gradient with respect to `input`; all three arrays have one shape."""
        ### BEGIN SOLUTION
        return grad_output * (input > 0)
        ### END SOLUTION
