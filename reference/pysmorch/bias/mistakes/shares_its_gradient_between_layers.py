"""Two biases in one net share one G: whichever goes back last overwrites the other's. Look for
something that is kept on the class and should be kept on self.

Caught-by: instances
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
        Bias.G = dwnstrm.sum(axis=0, keepdims=True)
        self.in_layer.backward(dwnstrm)
