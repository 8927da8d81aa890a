"""Your backward changes the weights. It should only measure slopes and leave the step downhill to
whoever trains the net; otherwise even looking at a gradient changes the network.

Caught-by: keeps_inputs
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
        self.G = self.in_array.T @ dwnstrm
        input_grad = dwnstrm @ self.W.T
        self.W -= 0.01 * self.G
        self.in_layer.backward(input_grad)
