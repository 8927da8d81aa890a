"""Your gradient for W is a sum of the inputs. W is added and not multiplied, so the input plays no
part in how fast the output moves with it.

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
        self.in_array = self.in_layer.forward()
        return self.in_array + self.W

    def backward(self, dwnstrm):
        self.G = self.in_array.sum(axis=0, keepdims=True)
        self.in_layer.backward(dwnstrm)
