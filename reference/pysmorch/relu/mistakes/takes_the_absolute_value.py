"""Negative inputs come out positive. A relu lets positive numbers through and gives the same
single answer to all the others; look at what happens to a negative one.

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
        return np.abs(self.in_array)

    def backward(self, dwnstrm):
        self.in_layer.backward(dwnstrm * (self.in_array > 0))
