"""Your gradient for W is built from the layer's output instead of its input. Ask which numbers
each weight was multiplied by on the way forward: these are the ones that return on the way
back.

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
        self.out_array = self.in_array @ self.W
        return self.out_array

    def backward(self, dwnstrm):
        self.G = self.out_array.T @ dwnstrm
        self.in_layer.backward(dwnstrm @ self.W.T)
