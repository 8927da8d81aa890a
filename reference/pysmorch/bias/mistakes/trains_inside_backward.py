"""Your backward changes W. It should only measure slopes and leave the step downhill to whoever
trains the net; otherwise even looking at a gradient changes the network.

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
        return self.in_layer.forward() + self.W

    def backward(self, dwnstrm):
        self.G = dwnstrm.sum(axis=0, keepdims=True)
        self.W -= 0.01 * self.G
        self.in_layer.backward(dwnstrm)
