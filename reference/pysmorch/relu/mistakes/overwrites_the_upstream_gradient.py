"""Your backward writes zeros into the gradient array that it was handed. That array still belongs
to the layer above; build a new one for the layer behind.

Caught-by: keeps_inputs
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
        dwnstrm[self.in_array <= 0] = 0
        self.in_layer.backward(dwnstrm)
