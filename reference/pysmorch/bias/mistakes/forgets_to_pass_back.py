"""Your gradient for W is computed, but the layer behind never hears of it: nothing is handed to
its backward. A chain in which one layer keeps silent trains only the layers above it.

Caught-by: pass_back
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
        self.G = dwnstrm.sum(axis=0, keepdims=True)
