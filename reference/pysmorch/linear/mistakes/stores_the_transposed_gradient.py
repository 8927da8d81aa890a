"""Your gradient for W holds the right numbers with rows and columns exchanged. A gradient always
has the shape of what it belongs to, so compare G.shape with W.shape.

Caught-by: gradient_W
"""

from math import sqrt

from numpy.random import randn


class Linear:
    def __init__(self, in_layer, num_out_features):
        if len(in_layer.out_dims) != 2:
            raise ValueError("Linear needs a table of rows: two dimensions, one sample per row.")
        num_rows, num_in_features = in_layer.out_dims
        self.in_layer = in_layer
        self.out_dims = (num_rows, num_out_features)
        self.W = randn(num_in_features, num_out_features) / sqrt(num_in_features)

    def forward(self):
        self.in_array = self.in_layer.forward()
        return self.in_array @ self.W

    def backward(self, dwnstrm):
        self.G = dwnstrm.T @ self.in_array
        self.in_layer.backward(dwnstrm @ self.W.T)
