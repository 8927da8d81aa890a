"""Your forward adds W inside the array that the layer behind owns, so the data drift a little
further with every call. Build a new array for the result.

Caught-by: keeps_inputs
"""

from numpy.random import randn


class Bias:
    def __init__(self, in_layer):
        num_rows, num_in_features = in_layer.out_dims
        self.in_layer = in_layer
        self.out_dims = in_layer.out_dims
        self.W = randn(1, num_in_features)

    def forward(self):
        in_array = self.in_layer.forward()
        in_array += self.W
        return in_array

    def backward(self, dwnstrm):
        self.G = dwnstrm.sum(axis=0, keepdims=True)
        self.in_layer.backward(dwnstrm)
