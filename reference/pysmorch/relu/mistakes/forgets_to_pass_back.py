"""Your backward works out a gradient and keeps it: the layer behind is never called. A chain in
which one layer keeps silent trains only the layers above it.

Caught-by: pass_back
"""

import numpy as np


class Relu:
    def __init__(self, in_layer):
        self.in_layer = in_layer
        self.in_dims = in_layer.out_dims
        self.out_dims = self.in_dims

    def forward(self):
        self.in_array = self.in_layer.forward()
        return np.maximum(self.in_array, 0)

    def backward(self, dwnstrm):
        self.pass_back = dwnstrm * (self.in_array > 0)
        return self.pass_back
