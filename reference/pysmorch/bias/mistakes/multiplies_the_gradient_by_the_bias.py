"""Your gradient for W is multiplied by W. Adding a number is not multiplying by it: turn one entry of W
a little, and see how much the output moves, whatever W is.

Caught-by: gradient_W
"""

from numpy.random import randn


class Bias:
    def __init__(self, in_layer):
        num_rows, num_in_features = in_layer.out_dims
        self.in_layer = in_layer
        self.out_dims = in_layer.out_dims
        self.W = randn(1, num_in_features)

    def forward(self):
        return self.in_layer.forward() + self.W

    def backward(self, dwnstrm):
        self.G = dwnstrm.sum(axis=0, keepdims=True) * self.W
        self.in_layer.backward(dwnstrm)
