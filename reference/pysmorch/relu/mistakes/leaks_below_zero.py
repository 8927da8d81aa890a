"""A hundredth of every negative number still comes through. That is another layer, the leaky relu;
here nothing negative may pass at all.

Caught-by: forward
"""

import numpy as np


class Relu:
    def __init__(self, in_layer):
        self.in_layer = in_layer
        self.in_dims = in_layer.out_dims
        self.out_dims = self.in_dims

    def forward(self):
        self.in_array = self.in_layer.forward()
        return np.where(self.in_array > 0, self.in_array, 0.01 * self.in_array)

    def backward(self, dwnstrm):
        self.in_layer.backward(np.where(self.in_array > 0, dwnstrm, 0.01 * dwnstrm))
