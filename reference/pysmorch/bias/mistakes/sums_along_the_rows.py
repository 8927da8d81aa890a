"""Your gradient has one number per sample, because you added along each row. There is one bias per
column, so the sum has to run the other way.

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
        self.G = dwnstrm.sum(axis=1, keepdims=True)
        self.in_layer.backward(dwnstrm)
