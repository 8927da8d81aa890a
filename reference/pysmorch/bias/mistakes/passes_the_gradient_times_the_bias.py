"""You multiply the gradient by W on its way back. That is what a layer does which multiplies by W
on its way forward; ask how fast a sum moves with one of its terms.

Caught-by: gradient_X
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
        self.in_layer.backward(dwnstrm * self.W)
